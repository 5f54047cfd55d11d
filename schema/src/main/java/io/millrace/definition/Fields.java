package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One object of a definition. A property that is absent, or that the schema has refused, reads as
 * null, so that what follows can still be checked.
 *
 * @param json the object
 * @param pointer where it is
 * @param problems takes what is wrong
 */
record Fields(ObjectNode json, String pointer, Problems problems) {

  /** The object at a property; an empty one when there is none. */
  Fields object(String name) {
    JsonNode value = json.get(name);
    return value instanceof ObjectNode object
        ? new Fields(object, at(name), problems)
        : new Fields(json.objectNode(), at(name), problems);
  }

  boolean has(String name) {
    return json.has(name);
  }

  boolean isEmpty() {
    return json.isEmpty();
  }

  /** The pointer of a property. */
  String at(String name) {
    return Pointers.child(pointer, name);
  }

  @Nullable JsonNode get(String name) {
    return json.get(name);
  }

  @Nullable String text(String name) {
    JsonNode value = json.get(name);
    return value != null && value.isTextual() ? value.textValue() : null;
  }

  String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  @Nullable Integer whole(String name) {
    JsonNode value = json.get(name);
    return value != null && value.canConvertToInt() && value.isIntegralNumber()
        ? (Integer) value.intValue()
        : null;
  }

  @Nullable Double number(String name) {
    JsonNode value = json.get(name);
    return value != null && value.isNumber() ? (Double) value.doubleValue() : null;
  }

  @Nullable BigDecimal decimal(String name) {
    JsonNode value = json.get(name);
    return value != null && value.isNumber() ? value.decimalValue() : null;
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode value = json.get(name);
    return (value != null && value.isBoolean()) ? value.booleanValue() : otherwise;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (json.get(name) instanceof ArrayNode list) {
      list.forEach(
          one -> {
            if (one.isTextual()) {
              texts.add(one.textValue());
            }
          });
    }
    return texts;
  }

  @Nullable Duration duration(String name) {
    JsonNode value = json.get(name);
    if (value == null || !(value.isTextual() || value.isNumber())) {
      return null;
    }
    try {
      return Durations.duration(value);
    } catch (IllegalArgumentException e) {
      if (!problems.isWrong(at(name))) {
        problems.error("wrong-duration", at(name), String.valueOf(e.getMessage()), null);
      }
      return null;
    }
  }

  /** One of the constants of an enum, written in lower case with hyphens. */
  <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
    return named(text(name), type);
  }

  static <E extends Enum<E>> @Nullable E named(@Nullable String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return constant;
      }
    }
    return null;
  }

  <E extends Enum<E>> E constant(String name, Class<E> type, E otherwise) {
    E constant = constant(name, type);
    return constant == null ? otherwise : constant;
  }

  /** A priority: a number from 0 to 100, or its name. */
  int priority(String name) {
    Integer number = whole(name);
    if (number != null) {
      return number;
    }
    return switch (text(name, "normal")) {
      case "low" -> 25;
      case "high" -> 75;
      case "critical" -> 100;
      default -> 50;
    };
  }
}
