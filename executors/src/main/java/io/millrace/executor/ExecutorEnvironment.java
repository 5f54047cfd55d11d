package io.millrace.executor;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an executor runs.
 *
 * @param workerId the worker's id
 * @param topicPrefix what the names of Millrace's own topics start with, before the dot
 * @param kafka the settings with which the worker reaches Kafka: addresses and security
 * @param settings what the worker's configuration has for this executor, by {@link
 *     TaskExecutor#settings()}
 */
public record ExecutorEnvironment(
    String workerId, String topicPrefix, Map<String, String> kafka, Map<String, String> settings) {

  /** Copies the maps. */
  public ExecutorEnvironment {
    kafka = Map.copyOf(kafka);
    settings = Map.copyOf(settings);
  }

  /** A setting, or null if it is not given. */
  public @Nullable String setting(String name) {
    return settings.get(name);
  }

  /**
   * A setting that is true or false.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public boolean flag(String name, boolean otherwise) {
    String value = settings.get(name);
    if (value == null) {
      return otherwise;
    }
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              name + " must be true or false, was \"" + value + "\"");
    };
  }

  /**
   * A setting that is a whole number.
   *
   * @throws IllegalArgumentException if it is none, or out of its range
   */
  public int number(String name, int otherwise, int min, int max) {
    String value = settings.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for both.
    }
    throw new IllegalArgumentException(
        "%s must be a whole number from %d to %d, was \"%s\"".formatted(name, min, max, value));
  }
}
