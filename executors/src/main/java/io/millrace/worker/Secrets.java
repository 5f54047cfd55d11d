package io.millrace.worker;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.contract.SecretPlace;
import io.millrace.contract.message.Task;
import io.millrace.executor.TaskConfig;
import io.millrace.executor.TaskFailure;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts secrets into a task's config, at the last moment and only in this process, where the task
 * says so. Text that merely looks like a placeholder came with the data and stays.
 *
 * <p>The secret {@code NAME} is the environment variable {@code MILLRACE_SECRET_NAME} (the name as
 * it is, or in upper case with {@code _} for other signs), else the entry NAME of the secrets file.
 */
public final class Secrets {

  static final String VARIABLE = "MILLRACE_SECRET_";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, String> environment;
  private final Map<String, String> file;

  Secrets(Map<String, String> environment, Map<String, String> file) {
    this.environment = Map.copyOf(environment);
    this.file = Map.copyOf(file);
  }

  /**
   * The task's config with its secrets, and what hides them again.
   *
   * @throws TaskFailure if a secret is not known here, or has no proper place
   */
  Resolved resolve(Task task) {
    if (task.secrets().isEmpty()) {
      return new Resolved(task.config(), Redaction.NONE);
    }
    Set<String> used = new HashSet<>();
    JsonNode config = task.config().deepCopy();
    // From the back, so that places further in front stay where they are.
    List<SecretPlace> places =
        task.secrets().stream()
            .sorted(Comparator.comparingInt(SecretPlace::offset).reversed())
            .toList();
    for (SecretPlace place : places) {
      String value = value(place.name());
      used.add(value);
      config = insert(config, place, value);
    }
    return new Resolved(config, new Redaction(used));
  }

  /** Shows nothing. */
  @Override
  public String toString() {
    return "Secrets[***]";
  }

  /**
   * A config with its secrets.
   *
   * @param config with the secrets in place
   * @param redaction hides them again
   */
  record Resolved(JsonNode config, Redaction redaction) {}

  private static JsonNode insert(JsonNode config, SecretPlace place, String value) {
    JsonPointer pointer = pointer(place);
    String text = config.at(pointer).textValue();
    int end = place.offset() + place.length();
    if (text == null || end > text.length()) {
      throw misplaced(place);
    }
    TextNode inserted =
        NODES.textNode(text.substring(0, place.offset()) + value + text.substring(end));
    if (pointer.matches()) {
      return inserted;
    }
    JsonNode parent = config.at(pointer.head());
    if (parent instanceof ObjectNode object) {
      object.set(pointer.last().getMatchingProperty(), inserted);
    } else if (parent instanceof ArrayNode array) {
      array.set(pointer.last().getMatchingIndex(), inserted);
    }
    return config;
  }

  private static JsonPointer pointer(SecretPlace place) {
    try {
      return JsonPointer.compile(place.pointer());
    } catch (IllegalArgumentException e) {
      throw misplaced(place);
    }
  }

  private static TaskFailure misplaced(SecretPlace place) {
    return TaskFailure.permanent(
        TaskConfig.INVALID_CONFIG,
        "The task has no place for the secret %s at \"%s\", %d to %d"
            .formatted(
                place.name(), place.pointer(), place.offset(), place.offset() + place.length()));
  }

  private String value(String name) {
    String value = lookUp(name);
    if (value == null) {
      throw TaskFailure.permanent(
          "unknown-secret",
          "This worker has no secret %s; set %s%s in its environment, or %s in its secrets file"
              .formatted(name, VARIABLE, variable(name), name));
    }
    return value;
  }

  private @Nullable String lookUp(String name) {
    String exact = environment.get(VARIABLE + name);
    String upper = exact == null ? environment.get(VARIABLE + variable(name)) : exact;
    return upper == null ? file.get(name) : upper;
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
