package io.millrace.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The reference says all that the schema allows. */
class DocumentationTest {

  @Test
  void shouldMentionEveryPropertyOfTheSchema() throws IOException {
    Set<String> properties = new TreeSet<>();
    try (InputStream in = SchemaCheck.class.getResourceAsStream(SchemaCheck.RESOURCE)) {
      collect(Json.read(Objects.requireNonNull(in).readAllBytes(), JsonNode.class), properties);
    }
    String reference = Files.readString(Path.of("../docs/definitions.md"));

    properties.remove("$schema");
    assertThat(properties).hasSizeGreaterThan(80);
    assertThat(properties).allSatisfy(name -> assertThat(reference).containsPattern("\\b" + name));
  }

  private static void collect(JsonNode schema, Set<String> into) {
    schema.path("properties").fieldNames().forEachRemaining(into::add);
    schema.forEach(below -> collect(below, into));
  }
}
