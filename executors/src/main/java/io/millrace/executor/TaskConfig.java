package io.millrace.executor;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a task's config. A field that breaks a rule fails the task for good with code {@code
 * invalid-config} and a message that names the field, what it was and what it must be.
 */
public final class TaskConfig {

  /** The code of every failure from here. */
  public static final String INVALID_CONFIG = "invalid-config";

  private final JsonNode json;

  /** Reads from this tree. */
  public TaskConfig(JsonNode json) {
    this.json = json;
  }

  /** All of it, as it is. */
  public JsonNode json() {
    return json;
  }

  /**
   * All of it, as a value.
   *
   * @throws TaskFailure if it is not of the type
   */
  public <T> T as(Class<T> type) {
    try {
      return Json.read(json, type);
    } catch (MalformedMessage e) {
      String field = e.pointer().isEmpty() ? "" : e.pointer().substring(1).replace('/', '.');
      throw invalid(field, e.rule());
    }
  }

  /**
   * Refuses fields that are not among these: a typing error should not look like a default.
   *
   * @throws TaskFailure if there is another, or if the config is no object
   */
  public TaskConfig only(String... fields) {
    if (json.isNull() || json.isMissingNode()) {
      return this;
    }
    if (!json.isObject()) {
      throw invalid("", "must be an object, was " + brief(json));
    }
    Set<String> known = new TreeSet<>(Arrays.asList(fields));
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw invalid(name, "is unknown; known are " + String.join(", ", known));
              }
            });
    return this;
  }

  /** A field that is there and not null. */
  public Optional<JsonNode> value(String field) {
    JsonNode value = json.get(field);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /**
   * A text that must be there and must not be blank.
   *
   * @throws TaskFailure if it is not so
   */
  public String text(String field) {
    return optionalText(field).orElseThrow(() -> invalid(field, "is required"));
  }

  /**
   * A text that, if there, is not blank.
   *
   * @throws TaskFailure if it is something else
   */
  public Optional<String> optionalText(String field) {
    return value(field)
        .map(
            value -> {
              if (!value.isTextual() || value.textValue().isBlank()) {
                throw invalid(field, "must be a text that is not blank, was " + brief(value));
              }
              return value.textValue();
            });
  }

  /**
   * A whole number, if there.
   *
   * @throws TaskFailure if it is no whole number, or out of its range
   */
  public Optional<Long> optionalNumber(String field, long min, long max) {
    return value(field)
        .map(
            value -> {
              if (!value.canConvertToLong()
                  || !value.canConvertToExactIntegral()
                  || value.longValue() < min
                  || value.longValue() > max) {
                throw invalid(
                    field,
                    "must be a whole number from %d to %d, was %s"
                        .formatted(min, max, brief(value)));
              }
              return value.longValue();
            });
  }

  /**
   * A whole number that must be there.
   *
   * @throws TaskFailure if it is not, is no whole number, or out of its range
   */
  public long number(String field, long min, long max) {
    return optionalNumber(field, min, max)
        .orElseThrow(
            () -> invalid(field, "is required: a whole number from %d to %d".formatted(min, max)));
  }

  /**
   * True or false.
   *
   * @throws TaskFailure if it is neither
   */
  public boolean flag(String field, boolean otherwise) {
    return value(field)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw invalid(field, "must be true or false, was " + brief(value));
              }
              return value.booleanValue();
            })
        .orElse(otherwise);
  }

  /**
   * A positive duration: a number of milliseconds, or a text in ISO-8601 such as {@code PT30S}.
   *
   * @throws TaskFailure if it is something else, or longer than {@code max}
   */
  public Duration duration(String field, Duration otherwise, Duration max) {
    return value(field).map(value -> duration(field, value, max)).orElse(otherwise);
  }

  /**
   * An object whose values are texts, numbers or booleans; empty if absent.
   *
   * @throws TaskFailure if it is something else
   */
  public Map<String, String> texts(String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    value(field)
        .ifPresent(
            object -> {
              if (!object.isObject()) {
                throw invalid(field, "must be an object, was " + brief(object));
              }
              object
                  .properties()
                  .forEach(
                      entry -> {
                        if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
                          throw invalid(
                              field + "." + entry.getKey(),
                              "must be a text, was " + brief(entry.getValue()));
                        }
                        texts.put(entry.getKey(), entry.getValue().asText());
                      });
            });
    return texts;
  }

  /**
   * The failure to throw when a field breaks a rule.
   *
   * @param field its name; empty for the config as a whole
   * @param rule what it must be and what it was, to be read after the field's name
   */
  public static TaskFailure invalid(String field, String rule) {
    return TaskFailure.permanent(
        INVALID_CONFIG, (field.isEmpty() ? "config" : "config." + field) + " " + rule);
  }

  private static Duration duration(String field, JsonNode value, Duration max) {
    Duration duration = Duration.ZERO;
    if (value.canConvertToLong() && value.canConvertToExactIntegral()) {
      duration = Duration.ofMillis(value.longValue());
    } else if (value.isTextual()) {
      try {
        duration = Duration.parse(value.textValue());
      } catch (DateTimeParseException e) {
        throw invalid(field, "is no ISO-8601 duration such as PT30S: " + brief(value));
      }
    }
    if (!duration.isPositive() || duration.compareTo(max) > 0) {
      throw invalid(
          field, "must be a positive duration of at most %s, was %s".formatted(max, brief(value)));
    }
    return duration;
  }

  private static String brief(JsonNode value) {
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
