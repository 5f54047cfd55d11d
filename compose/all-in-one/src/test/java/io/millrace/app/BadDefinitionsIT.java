package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadDefinitionsIT extends BadInput {

  @Test
  void shouldNameTheTypeWhenItIsUnknown() {
    assertRefused(nodes("{\"id\": \"a\", \"type\": \"tusk\"}"), "/nodes/0/type", "tusk", "task");
  }

  @Test
  void shouldNameTheCycleWhenThereIsOne() {
    assertRefused(
        nodes(
            "{\"id\": \"a\", \"type\": \"task\", \"executor\": \"noop\", \"dependsOn\":"
                + " [\"b\"]},{\"id\": \"b\", \"type\": \"task\", \"executor\": \"noop\","
                + " \"dependsOn\": [\"a\"]}"),
        "/nodes",
        "cycle");
  }

  @Test
  void shouldNameTheExecutorWhenItsNameCannotBeATopic() {
    assertRefused(
        nodes("{\"id\": \"a\", \"type\": \"task\", \"executor\": \"no such/executor!\"}"),
        "/nodes/0/executor",
        "executor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${''.getClass().forName('java.lang.Runtime')}",
        "${input.class.classLoader}",
        "${new('java.io.File', '/etc/passwd')}"
      })
  void shouldGiveNothingAwayWhenAnExpressionReachesForAClass(String trick) {
    String workflow = "reaching-" + trick.length();
    String task =
        "{\"id\": \"a\", \"type\": \"task\", \"executor\": \"echo\", \"config\": {\"x\": \""
            + trick
            + "\"}}";

    Answer deployed = millrace().deploy(nodes(task).replace("\"bad\"", "\"" + workflow + "\""));
    JsonNode ended = millrace().run("start", workflow, "--wait", "--json").json();

    boolean refused = deployed.exit() == 1;
    boolean failed = ended.path("error").path("code").asText().startsWith("expression");
    boolean empty = ended.path("output").path("a").path("x").isNull();
    assertThat(refused || failed || empty).as("%s %s", deployed, ended).isTrue();
  }

  @Test
  void shouldNameFieldAndLengthWhenANameIsTooLongForItsColumn() {
    String long256 = "x".repeat(256);
    assertRefused(
        nodes("{\"id\": \"a\", \"type\": \"task\", \"executor\": \"noop\"}")
            .replace("\"bad\"", "\"" + long256 + "\""),
        "/id",
        "255");
    assertRefused(
        nodes("{\"id\": \"%s\", \"type\": \"task\", \"executor\": \"noop\"}".formatted(long256)),
        "/nodes/0/id",
        "200");
    assertRefused(
        nodes("{\"id\": \"a\", \"type\": \"task\", \"executor\": \"noop\"}")
            .replace("1.0.0", "1.0.0-" + "x".repeat(60)),
        "/version",
        "50");
  }

  @Test
  void shouldNameThePlaceWhenJsonIsBroken() {
    assertRefused("{\"id\": ", "", "is not JSON", "line 1");
    assertRefused("", "", "empty");
    assertRefused("[]", "", "object");
  }

  @Test
  void shouldNameTheLimitWhenADefinitionIsTooLargeOrTooDeep() {
    assertRefused(
        nodes(
            "{\"id\": \"a\", \"type\": \"task\", \"executor\": \"noop\", \"config\": {\"x\": \"%s\"}}"
                .formatted("x".repeat(1 << 20))),
        "",
        "1048576");
    assertRefused(
        nodes(
            "{\"id\": \"a\", \"type\": \"task\", \"executor\": \"noop\", \"config\": {\"x\": %s}}"
                .formatted("[".repeat(101) + "]".repeat(101))),
        "/nodes/0/config",
        "deep");
  }

  @Test
  void shouldNameThePlaceWhenATextHasHalfASurrogatePair() {
    assertRefused(
        nodes(
            "{\"id\": \"a\", \"type\": \"task\", \"executor\": \"noop\", \"config\": {\"x\":"
                + " \"\\ud800\"}}"),
        "/nodes/0/config/x",
        "surrogate");
  }

  @Test
  void shouldNameTheNumberWhenItIsHuge() {
    assertRefused(
        nodes(
            "{\"id\": \"a\", \"type\": \"task\", \"executor\": \"noop\", \"config\": {\"x\":"
                + " 1e400}}"),
        "/nodes/0/config/x",
        "1.8e308");
  }

  private static String nodes(String nodes) {
    return "{\"id\": \"bad\", \"version\": \"1.0.0\", \"nodes\": [" + nodes + "]}";
  }

  private String file(String definition) {
    return millrace().file(definition).toString();
  }

  private void assertRefused(String definition, String pointer, String... words) {
    Answer answer = millrace().run("deploy", file(definition), "--json").failed();

    JsonNode problems = answer.json().path("problems");
    assertThat(problems).isNotEmpty();
    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.path("pointer").asText()).startsWith(pointer);
              assertThat(problem.toString()).contains(words);
            });
  }
}
