package io.millrace.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A place in a schema with its references resolved; just as much of JSON Schema as the published
 * schemas use.
 *
 * @param file where relative references start
 * @param keywords what holds there, those of a reference's target included
 * @param nullable whether null is one of two alternatives
 */
record SchemaNode(Schemas schemas, String file, ObjectNode keywords, boolean nullable) {

  /**
   * A field of a message.
   *
   * @param pointer where it is in the message
   * @param required whether it must be there
   * @param schema what it must be
   */
  record Field(String pointer, boolean required, SchemaNode schema) {
    @Override
    public String toString() {
      return pointer;
    }
  }

  static SchemaNode at(Schemas schemas, String place) {
    return resolve(schemas, fileOf(place), schemas.at(place), false);
  }

  /** All fields of a message that the schema describes, at any depth. */
  List<Field> fields(JsonNode message) {
    List<Field> fields = new ArrayList<>();
    collect("", message, fields);
    return fields;
  }

  SchemaNode property(String name) {
    return resolve(schemas, file, keywords.path("properties").path(name), false);
  }

  List<String> properties() {
    List<String> names = new ArrayList<>();
    keywords.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  List<String> required() {
    return texts("required");
  }

  List<String> types() {
    return keywords.path("type").isTextual()
        ? List.of(keywords.path("type").textValue())
        : texts("type");
  }

  List<String> texts(String keyword) {
    return StreamSupport.stream(keywords.path(keyword).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  SchemaNode items() {
    return resolve(schemas, file, keywords.path("items"), false);
  }

  boolean allowsNull() {
    return nullable || types().contains("null") || texts("enum").contains("null") || isAnything();
  }

  boolean isAnything() {
    return Stream.of("type", "enum", "const", "properties", "oneOf").noneMatch(keywords::has);
  }

  private void collect(String pointer, JsonNode message, List<Field> fields) {
    if (keywords.has("oneOf")) {
      alternative(message).collect(pointer, message, fields);
    }
    for (String name : properties()) {
      if (message.has(name)) {
        String at = pointer + "/" + name;
        fields.add(new Field(at, required().contains(name), property(name)));
        property(name).collect(at, message.path(name), fields);
      }
    }
    if (keywords.has("items")) {
      for (int i = 0; i < message.size(); i++) {
        items().collect(pointer + "/" + i, message.get(i), fields);
      }
    }
  }

  /** The one alternative whose {@code type} is the message's. */
  private SchemaNode alternative(JsonNode message) {
    return StreamSupport.stream(keywords.path("oneOf").spliterator(), false)
        .map(schema -> resolve(schemas, file, schema, false))
        .filter(
            schema -> schema.property("type").keywords.path("const").equals(message.get("type")))
        .findFirst()
        .orElseThrow();
  }

  private static SchemaNode resolve(
      Schemas schemas, String file, JsonNode written, boolean nullable) {
    if (written.has("anyOf")) {
      return resolve(schemas, file, written.path("anyOf").path(0), true);
    }
    ObjectNode keywords = Json.mapper().createObjectNode();
    String reference = written.path("$ref").textValue();
    if (reference == null) {
      keywords.setAll((ObjectNode) written);
      return new SchemaNode(schemas, file, keywords, nullable);
    }
    String place = reference.startsWith("#") ? file + reference : reference;
    SchemaNode target = resolve(schemas, fileOf(place), schemas.at(place), nullable);
    keywords.setAll(target.keywords);
    keywords.setAll((ObjectNode) written);
    keywords.remove("$ref");
    return new SchemaNode(schemas, target.file, keywords, target.nullable);
  }

  private static String fileOf(String place) {
    int fragment = place.indexOf('#');
    return fragment < 0 ? place : place.substring(0, fragment);
  }
}
