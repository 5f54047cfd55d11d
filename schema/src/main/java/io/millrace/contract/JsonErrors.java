package io.millrace.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what Jackson says of bad input into one sentence with a JSON pointer. */
final class JsonErrors {

  /** A read that may fail as Jackson's do. */
  interface Read<T> {
    T get() throws IOException;
  }

  private static final Pattern KNOWN_TYPES = Pattern.compile("known type ids = \\[([^\\]]+)]");

  private static final Set<Class<?>> WHOLE_NUMBERS =
      Set.of(int.class, Integer.class, long.class, Long.class, InstanceId.class, NodeNo.class);

  private JsonErrors() {}

  static <T> T translating(Read<T> read) {
    try {
      T value = read.get();
      if (value == null) {
        throw new MalformedMessage("", "must not be null");
      }
      return value;
    } catch (JsonMappingException e) {
      throw mapping(e);
    } catch (JsonProcessingException e) {
      throw new MalformedMessage("", "is not JSON: " + firstLine(e) + at(e));
    } catch (IOException e) {
      throw new MalformedMessage("", "cannot be read: " + e.getMessage());
    }
  }

  private static MalformedMessage mapping(JsonMappingException e) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      pointer
          .append('/')
          .append(step.getFieldName() == null ? step.getIndex() : escaped(step.getFieldName()));
    }
    Throwable cause = e.getCause();
    if (cause instanceof InvalidField invalid) {
      return new MalformedMessage(pointer + "/" + invalid.field(), invalid.rule());
    }
    if (cause instanceof IllegalArgumentException) {
      return new MalformedMessage(pointer.toString(), String.valueOf(cause.getMessage()));
    }
    if (cause instanceof InputCoercionException coercion) {
      return new MalformedMessage(pointer.toString(), overflow(coercion));
    }
    if (cause instanceof JsonProcessingException broken) {
      return new MalformedMessage("", "is not JSON: " + firstLine(broken) + at(broken));
    }
    return new MalformedMessage(pointer.toString() + typePointer(e), rule(e));
  }

  private static String typePointer(JsonMappingException e) {
    return e instanceof InvalidTypeIdException && !endsWithType(e) ? "/type" : "";
  }

  private static boolean endsWithType(JsonMappingException e) {
    return !e.getPath().isEmpty() && "type".equals(e.getPath().getLast().getFieldName());
  }

  private static String rule(JsonMappingException e) {
    return switch (e) {
      case InvalidTypeIdException type when type.getTypeId() == null -> "is required";
      case InvalidTypeIdException type ->
          "must be one of " + knownTypes(type) + ", was " + shown(type.getTypeId());
      case InvalidFormatException format ->
          "must be " + name(format.getTargetType()) + ", was " + shown(format.getValue());
      case MismatchedInputException mismatch -> rule(mismatch, firstLine(mismatch));
      default -> "is not valid: " + firstLine(e);
    };
  }

  /** Jackson has no types for these cases, only sentences. */
  private static String rule(MismatchedInputException e, String sentence) {
    if (sentence.startsWith("No content")) {
      return "is empty";
    } else if (sentence.startsWith("Trailing token")) {
      return "must end after its first value";
    } else if (sentence.startsWith("Cannot map `null`")) {
      return "is required";
    }
    return e.getTargetType() == null
        ? "is not valid: " + sentence
        : "must be " + name(e.getTargetType());
  }

  private static String knownTypes(InvalidTypeIdException e) {
    Matcher known = KNOWN_TYPES.matcher(firstLine(e));
    return known.find() ? known.group(1) : "the known types";
  }

  private static String overflow(InputCoercionException e) {
    boolean isInt = e.getTargetType() == int.class;
    return "must be a whole number from %d to %d"
        .formatted(
            isInt ? Integer.MIN_VALUE : Long.MIN_VALUE, isInt ? Integer.MAX_VALUE : Long.MAX_VALUE);
  }

  private static String name(Class<?> type) {
    if (type == String.class) {
      return "a string";
    } else if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    } else if (WHOLE_NUMBERS.contains(type)) {
      return "a whole number";
    } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a number";
    } else if (type == Instant.class) {
      return "a time from 1970 to 9999 as in RFC 3339, such as 2026-01-31T10:00:00Z";
    } else if (type.isEnum()) {
      return "one of "
          + String.join(
              ", ",
              Arrays.stream(type.getEnumConstants())
                  .map(constant -> Json.tree(constant).asText())
                  .toList());
    } else if (Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    return "an object";
  }

  private static String shown(Object value) {
    String text = value instanceof String s ? "\"" + s + "\"" : String.valueOf(value);
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  private static String firstLine(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end))
        .replaceAll(", from `[^`]*`", "")
        .replaceAll("\\[Source: [^;]*; line: (\\d+), column: (\\d+)]", "line $1, column $2");
  }
}
