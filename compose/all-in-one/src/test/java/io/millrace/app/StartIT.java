package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedMillrace.class)
class StartIT {

  @BeforeEach
  void deploy(TestMillrace millrace) {
    millrace.deploy(Workflows.ONE).ok();
    millrace.deploy(Workflows.SAGA).ok();
    millrace.deploy(Workflows.APPROVAL).ok();
  }

  @Test
  void shouldTellIdAndStatusOnlyWhenNobodyWaits(TestMillrace millrace) {
    JsonNode json = millrace.run("start", "one", "--input", "{\"n\": 1}", "--json").ok().json();

    assertThat(json.fieldNames()).toIterable().containsExactly("id", "status");
    assertThat(json.path("id").isIntegralNumber()).isTrue();
    assertThat(json.path("status").asText()).isEqualTo("accepted");
  }

  @Test
  void shouldTellTheOutputWhenTheInstanceCompletes(TestMillrace millrace) {
    JsonNode json =
        millrace.run("start", "one", "--input", "{\"n\": 1}", "--wait", "--json").ok().json();

    assertThat(json.fieldNames()).toIterable().containsExactly("id", "status", "output");
    assertThat(json.path("status").asText()).isEqualTo("completed");
    assertThat(json.path("output")).isEqualTo(Json.tree("{\"n\": 1}"));
  }

  @Test
  void shouldTellTheErrorWhenTheInstanceFails(TestMillrace millrace) {
    JsonNode json = millrace.run("start", "saga", "--wait=30", "--json").failed().json();

    assertThat(json.fieldNames()).toIterable().containsExactly("id", "status", "error");
    assertThat(json.path("status").asText()).isEqualTo("failed");
    assertThat(json.path("error").toString()).contains("card-declined");
  }

  @Test
  void shouldTellEveryProblemWhenTheInputDoesNotFit(TestMillrace millrace) {
    Answer answer = millrace.run("start", "one", "--input", "{\"n\": \"x\"}", "--wait").failed();

    assertThat(answer.out()).contains("rejected");
    assertThat(answer.err()).contains("input-invalid", "/input/n", "must be a number, not \"x\"");
  }

  @Test
  void shouldReadTheInputWhenItIsInAFile(TestMillrace millrace) {
    Path file = millrace.file("{\"n\": 2.5}");

    JsonNode json = millrace.run("start", "one", "--input", "@" + file, "--wait", "--json").json();

    assertThat(json.path("output").path("n").asDouble()).isEqualTo(2.5);
  }

  @Test
  void shouldKeepKeysAndPriorityWhenTheyAreGiven(TestMillrace millrace) {
    long id =
        millrace.begin(
            "one",
            "--input",
            "{\"n\": 1}",
            "--external-id",
            "keys-1",
            "--business-key",
            "b-1",
            "--priority",
            "90",
            "--version",
            "1.0.0");

    JsonNode json = millrace.await(id, "completed");

    assertThat(json.path("externalId").asText()).isEqualTo("keys-1");
    assertThat(json.path("businessKey").asText()).isEqualTo("b-1");
    assertThat(json.path("priority").asInt()).isEqualTo(90);
    assertThat(json.path("version").asText()).isEqualTo("1.0.0");
  }

  @Test
  void shouldBeAboutTheFirstInstanceWhenTheExternalIdIsTaken(TestMillrace millrace) {
    String[] start = {"start", "one", "--input", "{\"n\": 3}", "--external-id", "x-1", "--json"};
    JsonNode first = millrace.run(start).ok().json();
    millrace.await(first.path("id").asLong(), "completed");

    JsonNode second = millrace.run(start).ok().json();
    JsonNode waited =
        millrace
            .run(
                "start", "one", "--input", "{\"n\": 4}", "--external-id", "x-1", "--wait", "--json")
            .ok()
            .json();

    assertThat(second).isEqualTo(first);
    assertThat(waited.path("id")).isEqualTo(first.path("id"));
    assertThat(waited.path("output").path("n").asInt()).isEqualTo(3);
  }

  @Test
  void shouldSayThatItGoesOnWhenItHasNotEndedInTime(TestMillrace millrace) {
    Answer answer = millrace.run("start", "approval", "--wait=1", "--json").failed();

    assertThat(answer.json().path("status").asText()).isEqualTo("running");
    assertThat(answer.err()).contains("has not ended after 1 s; it goes on");
  }

  @Test
  void shouldNameTheVersionWhenThereIsNoSuchOne(TestMillrace millrace) {
    Answer answer =
        millrace
            .run("start", "one", "--version", "9.9.9", "--input", "{\"n\": 1}", "--wait")
            .failed();

    assertThat(answer.err()).contains("version-unknown", "9.9.9");
  }
}
