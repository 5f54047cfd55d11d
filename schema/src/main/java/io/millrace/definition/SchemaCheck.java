package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.millrace.contract.Json;
import io.millrace.expression.ClosestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds a definition against the published JSON Schema and says each mistake in one sentence. */
final class SchemaCheck {

  /** The published schema, beside this class. */
  static final String RESOURCE = "definition.schema.json";

  private final JsonNode source;
  private final Schema schema;

  SchemaCheck() {
    try (InputStream in = SchemaCheck.class.getResourceAsStream(RESOURCE)) {
      source = Json.read(Objects.requireNonNull(in, RESOURCE).readAllBytes(), JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(source.toString(), InputFormat.JSON);
  }

  void check(JsonNode definition, Problems problems) {
    for (Error error : schema.validate(definition)) {
      report(error, definition, problems);
    }
  }

  private void report(Error error, JsonNode definition, Problems problems) {
    String pointer = error.getInstanceLocation().toString();
    JsonNode value = definition.at(pointer);
    JsonNode rule = error.getSchemaNode();
    String keyword = error.getKeyword();
    switch (keyword) {
      case "required" ->
          problems.error(
              "missing-property", pointer, "'" + error.getProperty() + "' is missing", null);
      case "additionalProperties" -> unknownProperty(error, pointer, problems);
      case "type" ->
          problems.error(
              "wrong-type",
              pointer,
              "must be " + types(rule) + ", not " + Pointers.shown(value),
              null);
      case "enum" -> notOneOf(rule, value, pointer, problems);
      default ->
          problems.error(
              "wrong-value",
              pointer,
              "must " + rule(keyword, rule) + ", not " + Pointers.shown(value),
              hint(keyword, pointer));
    }
  }

  private void unknownProperty(Error error, String pointer, Problems problems) {
    String name = error.getProperty();
    Set<String> known = knownProperties(error);
    String hint = ClosestName.hint(name, known);
    problems.error(
        "unknown-property",
        Pointers.child(pointer, name),
        "unknown property '" + name + "'",
        hint == null && !known.isEmpty() ? "known are " + String.join(", ", known) : hint);
  }

  /** The names that the schema which refused a property does allow. */
  private Set<String> knownProperties(Error error) {
    String location = error.getSchemaLocation().getFragment().toString();
    int keyword = location.lastIndexOf('/');
    JsonNode properties = source.at(location.substring(0, keyword)).path("properties");
    Set<String> known = new LinkedHashSet<>();
    properties.fieldNames().forEachRemaining(known::add);
    return known;
  }

  private static void notOneOf(JsonNode rule, JsonNode value, String pointer, Problems problems) {
    // A set, for true may be written with and without quotes.
    Set<String> allowed = new LinkedHashSet<>();
    rule.forEach(one -> allowed.add(one.asText()));
    boolean nodeType = pointer.endsWith("/type") && allowed.contains("subprocess");
    problems.error(
        nodeType ? "unknown-node-type" : "wrong-value",
        pointer,
        (nodeType
                ? "unknown node type " + Pointers.shown(value) + "; it must be one of "
                : "must be one of ")
            + String.join(", ", allowed)
            + (nodeType ? "" : ", not " + Pointers.shown(value)),
        ClosestName.hint(value.asText(), allowed));
  }

  private static String types(JsonNode rule) {
    List<String> types = new ArrayList<>();
    (rule.isArray() ? rule : List.of(rule)).forEach(type -> types.add(named(type.asText())));
    return String.join(" or ", types);
  }

  private static String named(String type) {
    return switch (type) {
      case "object" -> "an object";
      case "array" -> "a list";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      default -> "a " + type;
    };
  }

  private static String rule(String keyword, JsonNode rule) {
    return switch (keyword) {
      case "minimum" -> "be at least " + rule.asText();
      case "maximum" -> "be at most " + rule.asText();
      case "minLength" -> "have at least " + characters(rule);
      case "maxLength" -> "have at most " + characters(rule);
      case "minItems" -> "have at least " + rule.asText() + " element";
      case "const" -> "be " + rule;
      case "pattern" -> "match " + rule.asText();
      default -> "satisfy " + keyword + " " + Pointers.shown(rule);
    };
  }

  private static String characters(JsonNode rule) {
    return rule.asText() + (rule.asInt() == 1 ? " character" : " characters");
  }

  private static @Nullable String hint(String keyword, String pointer) {
    if (keyword.equals("pattern") && pointer.endsWith("/version")) {
      return "write a semantic version such as 1.0.0";
    }
    boolean id = pointer.endsWith("/id") || pointer.contains("/dependsOn/");
    return keyword.equals("pattern") && id
        ? "an id consists of letters of any script, digits, _ and -"
        : null;
  }
}
