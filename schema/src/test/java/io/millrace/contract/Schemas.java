package io.millrace.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The published JSON Schemas, to read and to validate with. */
final class Schemas {

  static final String FOLDER = "io/millrace/contract/schemas/";

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<String, Schema> schemas = new HashMap<>();
  private final Map<String, JsonNode> files = new HashMap<>();

  /**
   * What a schema finds wrong.
   *
   * @param place a file of the folder, and a place in it
   */
  List<String> problems(String place, String json) {
    return schemas
        .computeIfAbsent(
            place, p -> registry.getSchema(SchemaLocation.of("classpath:" + FOLDER + p)))
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Objects::toString)
        .toList();
  }

  /** The schema at a place, as it is written. */
  JsonNode at(String place) {
    int fragment = place.indexOf('#');
    return fragment < 0
        ? file(place)
        : file(place.substring(0, fragment)).at(place.substring(fragment + 1));
  }

  private JsonNode file(String name) {
    return files.computeIfAbsent(name, n -> resource(FOLDER + n));
  }

  static JsonNode resource(String path) {
    try (InputStream in = Schemas.class.getClassLoader().getResourceAsStream(path)) {
      return Json.read(
          Objects.requireNonNull(in, () -> "no resource " + path).readAllBytes(), JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
