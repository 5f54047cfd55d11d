package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedMillrace.class)
class ControlsIT {

  @BeforeEach
  void deploy(TestMillrace millrace) {
    millrace.deploy(Workflows.ONE).ok();
    millrace.deploy(Workflows.APPROVAL).ok();
    millrace.deploy(Workflows.FLAKY).ok();
    millrace.deploy(Workflows.VOTES).ok();
  }

  @Test
  void shouldPauseAndResumeWhenSeveralAreNamed(TestMillrace millrace) {
    String first = waiting(millrace);
    String second = waiting(millrace);

    List<JsonNode> paused =
        millrace.run("pause", first, second, "--reason", "lunch", "--json").ok().jsonLines();
    String status = describe(millrace, first).path("status").asText();
    Answer resumed = millrace.run("resume", first, second).ok();

    assertThat(paused)
        .containsExactly(
            Json.tree("{\"id\": %s, \"outcome\": \"paused\"}".formatted(first)),
            Json.tree("{\"id\": %s, \"outcome\": \"paused\"}".formatted(second)));
    assertThat(status).isEqualTo("paused");
    assertThat(resumed.out().lines()).containsExactly(first + " resumed", second + " resumed");
    millrace.run("cancel", first, second).ok();
  }

  @Test
  void shouldTellTheReasonWhenAnInstanceWasCancelled(TestMillrace millrace) {
    String id = waiting(millrace);

    millrace.run("cancel", id, "--reason", "asked by the customer").ok();

    assertThat(describe(millrace, id).path("status").asText()).isEqualTo("cancelled");
    assertThat(millrace.run("events", id).ok().out()).contains("asked by the customer");
  }

  @Test
  void shouldGoOnAtTheFailedNodeWhenRetried(TestMillrace millrace) {
    long id = millrace.begin("flaky");
    millrace.await(id, "failed");

    millrace.run("retry", Long.toString(id)).ok();

    JsonNode node = TestMillrace.node(millrace.await(id, "completed"), "call");
    assertThat(node.path("attempts").asInt()).isEqualTo(2);
  }

  @Test
  void shouldGoOnWithThePayloadWhenTheSignalComes(TestMillrace millrace) {
    String id = waiting(millrace);

    Answer answer = millrace.run("signal", id, "approved", "--payload", "{\"by\": \"Ada\"}").ok();

    assertThat(answer.out().strip()).isEqualTo(id + " signal approved received");
    JsonNode instance = millrace.await(Long.parseLong(id), "completed");
    assertThat(TestMillrace.node(instance, "book").path("output").path("by").asText())
        .isEqualTo("Ada");
  }

  @Test
  void shouldGoOnWithTheOutputWhenANodeIsCompletedByHand(TestMillrace millrace) {
    String id = waiting(millrace);

    millrace.run("complete-node", id, "approve", "--output", "{\"by\": \"Eve\"}").ok();

    JsonNode instance = millrace.await(Long.parseLong(id), "completed");
    assertThat(TestMillrace.node(instance, "book").path("output").path("by").asText())
        .isEqualTo("Eve");
  }

  @Test
  void shouldKeepTheSignalWhenItComesRightAfterTheStart(TestMillrace millrace) {
    for (int i = 0; i < 5; i++) {
      long id = millrace.begin("approval");

      millrace.run("signal", Long.toString(id), "approved", "--payload", "{\"by\": \"Ada\"}").ok();

      millrace.await(id, "completed");
    }
  }

  @Test
  void shouldGoOnWithoutItWhenANodeIsSkipped(TestMillrace millrace) {
    String id = waiting(millrace);

    millrace.run("skip-node", id, "approve").ok();

    JsonNode instance = millrace.await(Long.parseLong(id), "completed");
    assertThat(TestMillrace.node(instance, "approve").path("status").asText()).isEqualTo("skipped");
    assertThat(TestMillrace.node(instance, "book").path("output").path("by").asText())
        .isEqualTo("nobody");
  }

  @Test
  void shouldAskForTheNumberWhenALoopHasSeveralOfTheNode(TestMillrace millrace) {
    String id = Long.toString(millrace.begin("votes"));
    JsonNode instance = millrace.await(Long.parseLong(id), "running");
    List<String> numbers =
        TestMillrace.node(instance, "all").path("children").findValuesAsText("nodeNo");

    assertThat(millrace.run("complete-node", id, "vote", "--output", "1").failed().err())
        .contains("--number", numbers.get(0), numbers.get(1));
    assertThat(
            millrace
                .run("complete-node", id, "vote", "--number", numbers.get(1), "--output", "7")
                .ok()
                .out()
                .strip())
        .isEqualTo(id + " node vote #" + numbers.get(1) + " completed");
    millrace.run("skip-node", id, "vote", "--number", numbers.get(0)).ok();

    assertThat(millrace.await(Long.parseLong(id), "completed").path("output"))
        .isEqualTo(Json.tree("{\"all\": [null, 7]}"));
  }

  @Test
  void shouldHaveThePriorityWhenItIsSetOnceAndAgain(TestMillrace millrace) {
    String id = waiting(millrace);

    assertThat(millrace.run("set-priority", id, "90").ok().out().strip())
        .isEqualTo(id + " has priority 90");
    millrace.run("set-priority", id, "90").ok();

    assertThat(describe(millrace, id).path("priority").asInt()).isEqualTo(90);
    assertThat(millrace.run("set-priority", id, "101").wrongUse().err())
        .isEqualToIgnoringNewLines("priority must be from 0 to 100, was 101");
    millrace.run("cancel", id).ok();
  }

  @Test
  void shouldRefuseWhenTheInstanceHasEnded(TestMillrace millrace) {
    long id = millrace.begin("one", "--input", "{\"n\": 1}");
    millrace.await(id, "completed");

    for (String control : List.of("pause", "resume", "cancel")) {
      Answer answer = millrace.run(control, Long.toString(id), "--json").failed();

      assertThat(answer.json().path("outcome").asText()).isEqualTo("refused");
      assertThat(answer.json().path("error").path("code").asText()).isEqualTo("already-ended");
    }
    assertThat(millrace.run("signal", Long.toString(id), "late").failed().err())
        .isEqualToIgnoringNewLines(
            id
                + " refused: The instance is completed; only an instance that is not over takes"
                + " this.");
  }

  @Test
  void shouldRefuseEachUnknownOneWhenSeveralAreNamed(TestMillrace millrace) {
    String id = waiting(millrace);

    Answer answer = millrace.run("cancel", "424242", id, "--json").failed();

    assertThat(answer.jsonLines())
        .extracting(line -> line.path("outcome").asText())
        .containsExactly("refused", "cancelled");
    assertThat(answer.jsonLines().getFirst().path("error").path("message").asText())
        .startsWith("there is no instance 424242");
  }

  @Test
  void shouldNameTheNodeWhenThereIsNoSuchOne(TestMillrace millrace) {
    String id = waiting(millrace);

    assertThat(millrace.run("skip-node", id, "nowhere").failed().err()).contains("nowhere");
    millrace.run("cancel", id).ok();
  }

  /** An instance that waits for its signal. */
  private static String waiting(TestMillrace millrace) {
    String id = Long.toString(millrace.begin("approval"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              Answer answer = millrace.run("describe", id, "--json");
              return answer.exit() == 0
                  && TestMillrace.node(answer.json(), "approve")
                      .path("status")
                      .asText()
                      .equals("waiting");
            });
    return id;
  }

  private static JsonNode describe(TestMillrace millrace, String id) {
    return millrace.run("describe", id, "--json").ok().json();
  }
}
