package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.expression.ClosestName;
import io.millrace.expression.JsonTemplate;
import io.millrace.expression.Template;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads {@code executor} and {@code config}, of tasks and of compensations. */
final class WorkReader {

  private WorkReader() {}

  static Work read(Fields fields, Expressions expressions) {
    String executor = fields.text("executor", "");
    JsonNode given = fields.get("config");
    String pointer = fields.at("config");
    JsonNode config = given == null ? JsonNodeFactory.instance.objectNode() : given;
    return switch (executor) {
      case "wait" ->
          wait(config, new Fields(asObject(config), pointer, fields.problems()), expressions);
      case "signal" ->
          signal(config, new Fields(asObject(config), pointer, fields.problems()), expressions);
      case "transform" -> {
        if (given == null) {
          fields
              .problems()
              .error(
                  "missing-property",
                  fields.pointer(),
                  "'config' is missing: it is the output of transform",
                  null);
        }
        yield new Work.Transform(expressions.json(config, pointer));
      }
      default -> new Work.Execute(executor, expressions.withSecrets().json(config, pointer));
    };
  }

  private static ObjectNode asObject(JsonNode config) {
    return config instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  private static Work wait(JsonNode config, Fields fields, Expressions expressions) {
    onlyKnown(fields, "wait", List.of("duration", "until"));
    JsonTemplate duration = part(fields, "duration", expressions, Durations::duration);
    JsonTemplate until = part(fields, "until", expressions, Durations::instant);
    if ((duration == null) == (until == null)) {
      fields
          .problems()
          .error(
              "wait-config",
              fields.pointer(),
              "wait needs either 'duration' or 'until' in its config",
              "such as {\"duration\": \"PT5M\"} or {\"until\": \"${input.dueAt}\"}");
    }
    return new Work.Wait(expressions.json(config, fields.pointer()), duration, until);
  }

  private static @Nullable JsonTemplate part(
      Fields fields, String name, Expressions expressions, Consumer<JsonNode> reader) {
    JsonNode value = fields.get(name);
    if (value == null) {
      return null;
    }
    JsonTemplate template = expressions.json(value, fields.at(name));
    if (template.isConstant()) {
      try {
        reader.accept(value);
      } catch (IllegalArgumentException e) {
        fields
            .problems()
            .error("wait-config", fields.at(name), String.valueOf(e.getMessage()), null);
      }
    }
    return template;
  }

  private static Work signal(JsonNode config, Fields fields, Expressions expressions) {
    onlyKnown(fields, "signal", List.of("name", "timeout"));
    Template name = expressions.template(fields, "name");
    if (fields.text("name", "").isBlank()) {
      fields
          .problems()
          .error(
              "signal-config",
              fields.pointer(),
              "signal needs the signal's 'name' in its config",
              "such as {\"name\": \"approved\"}");
    }
    return new Work.Signal(
        expressions.json(config, fields.pointer()),
        name == null ? expressions.anyTemplate() : name,
        fields.duration("timeout"));
  }

  private static void onlyKnown(Fields fields, String executor, List<String> known) {
    fields
        .json()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                String hint = ClosestName.hint(name, known);
                fields
                    .problems()
                    .error(
                        "unknown-property",
                        fields.at(name),
                        "unknown property '" + name + "' in the config of " + executor,
                        hint == null ? "known are " + String.join(", ", known) : hint);
              }
            });
  }
}
