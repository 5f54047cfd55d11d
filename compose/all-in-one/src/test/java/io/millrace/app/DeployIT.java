package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedMillrace.class)
class DeployIT {

  private static final String GOOD =
      """
      {"id": "deploy-%s", "version": "1.0.0", "nodes": [
        {"id": "a", "type": "task", "executor": "noop", "config": {}}]}
      """;

  @Test
  void shouldTellTheOutcomeWhenAVersionIsNewThenTheSame(TestMillrace millrace) {
    String definition = GOOD.formatted("same");

    JsonNode first = millrace.deploy(definition).ok().json();
    JsonNode second = millrace.deploy(definition).ok().json();

    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly("file", "workflow", "version", "outcome", "warnings");
    assertThat(first.path("outcome").asText()).isEqualTo("deployed");
    assertThat(second.path("outcome").asText()).isEqualTo("unchanged");
  }

  @Test
  void shouldDeployOnceWhenSeveralDeployTheSameAtOnce(TestMillrace millrace) {
    String file = millrace.file(GOOD.formatted("together")).toString();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers =
          Stream.generate(() -> threads.submit(() -> millrace.run("deploy", file, "--json")))
              .limit(4)
              .toList();

      assertThat(answers)
          .extracting(answer -> answer.get().ok().json().path("outcome").asText())
          .containsExactlyInAnyOrder("deployed", "unchanged", "unchanged", "unchanged");
    }
  }

  @Test
  void shouldActivateAgainWhenAnotherVersionWasActive(TestMillrace millrace) {
    String definition = GOOD.formatted("again");
    millrace.deploy(definition).ok();
    millrace.deploy(Workflows.version(definition, "2.0.0")).ok();

    assertThat(millrace.deploy(definition).ok().json().path("outcome").asText())
        .isEqualTo("activated");
  }

  @Test
  void shouldRefuseWhenAVersionIsThereWithAnotherContent(TestMillrace millrace) {
    String definition = GOOD.formatted("changed");
    millrace.deploy(definition).ok();

    JsonNode refused = millrace.deploy(definition.replace("noop", "echo")).failed().json();

    assertThat(refused.path("outcome").asText()).isEqualTo("refused");
    assertThat(refused.path("problems").path(0).path("pointer").asText()).isEqualTo("/version");
    assertThat(refused.path("problems").path(0).path("message").asText())
        .isEqualTo(
            "deploy-changed 1.0.0 is deployed already with another content; give the changed"
                + " definition a new version");
  }

  @Test
  void shouldDeployTheGoodOnesWhenOneOfSeveralFilesIsBad(TestMillrace millrace) {
    Path first = millrace.file(GOOD.formatted("several-1"));
    Path bad = millrace.file("{\"id\": \"bad\", \"version\": \"1.0.0\", \"nodes\": []}");
    Path last = millrace.file(GOOD.formatted("several-2"));

    Answer answer =
        millrace
            .run("deploy", first.toString(), bad.toString(), last.toString(), "--json")
            .failed();

    assertThat(answer.jsonLines())
        .extracting(line -> line.path("outcome").asText())
        .containsExactly("deployed", "refused", "deployed");
  }

  @Test
  void shouldNameEveryProblemWhenThereAreSeveral(TestMillrace millrace) {
    Path bad =
        millrace.file(
            """
            {"id": "two-problems", "version": "1.0.0", "nodes": [
              {"id": "a", "type": "task", "executor": "noop", "config": {}, "dependsOn": ["nowhere"]},
              {"id": "b", "type": "tusk"}]}
            """);

    Answer answer = millrace.run("deploy", bad.toString()).failed();

    List<String> lines = answer.err().lines().toList();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(2).allMatch(line -> line.startsWith(bad + ": /"));
    assertThat(answer.err()).contains("/nodes/0/dependsOn/0", "nowhere", "/nodes/1/type", "tusk");
    assertThat(answer.out()).isEmpty();
  }
}
