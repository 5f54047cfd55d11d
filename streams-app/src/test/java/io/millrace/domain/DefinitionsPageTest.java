package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Json;
import io.millrace.definition.DefinitionLoader;
import io.millrace.definition.WorkflowDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the reference load, run, and end as it says next to them; together they show
 * every property that there is.
 */
class DefinitionsPageTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```json\\n(.*?)^```$");

  /**
   * An example.
   *
   * @param definition what it says
   * @param run what it is started with, and how it ends
   */
  record Example(JsonNode definition, JsonNode run) {

    WorkflowDefinition loaded() {
      return new DefinitionLoader()
          .load(Json.text(definition).getBytes(StandardCharsets.UTF_8))
          .definition();
    }

    @Override
    public String toString() {
      return definition.path("id").asText();
    }
  }

  static List<Example> examples() {
    List<JsonNode> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(page());
    while (block.find()) {
      blocks.add(Json.tree(block.group(1)));
    }
    List<Example> examples = new ArrayList<>();
    for (int n = 0; n < blocks.size(); n++) {
      if (blocks.get(n).path("nodes").isArray()) {
        examples.add(new Example(blocks.get(n), blocks.get(n + 1)));
      }
    }
    return examples;
  }

  private static String page() {
    try {
      return Files.readString(Path.of("../docs/definitions.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldEndAsThePageSays(Example example) {
    Map<String, WorkflowDefinition> deployed = new HashMap<>();
    examples().forEach(other -> deployed.put(other.toString(), other.loaded()));

    Scenario scenario = new DocumentedRun(example.loaded(), deployed, example.run()).end();

    assertThat(scenario.status().code()).isEqualTo(example.run().path("status").asText());
    if (example.run().has("output")) {
      assertThat(scenario.output()).isEqualTo(example.run().get("output"));
    }
    if (example.run().has("error")) {
      ErrorInfo error = Objects.requireNonNull(scenario.state().error());
      assertThat(error.code()).isEqualTo(example.run().get("error").asText());
    }
    example
        .run()
        .path("nodes")
        .properties()
        .forEach(
            node ->
                assertThat(scenario.statusOf(node.getKey()).code())
                    .as(node.getKey())
                    .isEqualTo(node.getValue().asText()));
  }

  @Test
  void shouldShowEveryPropertyInARunningExample() throws IOException {
    Set<String> wanted = new TreeSet<>();
    try (InputStream in = DefinitionLoader.class.getResourceAsStream("definition.schema.json")) {
      properties(Json.read(Objects.requireNonNull(in).readAllBytes(), JsonNode.class), wanted);
    }
    wanted.remove("$schema");
    Set<String> shown = new TreeSet<>();
    examples().forEach(example -> names(example.definition(), shown));

    wanted.removeAll(shown);

    assertThat(wanted).as("properties that no example has").isEmpty();
  }

  private static void properties(JsonNode schema, Set<String> into) {
    schema.path("properties").fieldNames().forEachRemaining(into::add);
    schema.forEach(below -> properties(below, into));
  }

  private static void names(JsonNode json, Set<String> into) {
    json.fieldNames().forEachRemaining(into::add);
    json.forEach(below -> names(below, into));
  }
}
