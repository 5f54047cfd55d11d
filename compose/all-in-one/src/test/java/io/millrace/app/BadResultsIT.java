package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.InstanceId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

class BadResultsIT extends BadInput {

  /** Its task is done by the test. */
  private static final String BY_HAND =
      """
      {"id": "by-hand", "version": "1.0.0", "nodes": [
        {"id": "a", "type": "task", "executor": "nobody", "config": {}, "retries": 0},
        {"id": "b", "type": "task", "executor": "echo", "dependsOn": ["a"], "config": {"a": "${nodes.a.output}"}}]}
      """;

  private static final String COMPLETED =
      """
      {"type": "task.completed", "instanceId": %d, "nodeNo": %s, "attempt": %s, "claimId": "c-1", "engineId": "test",
       "startedAt": "2026-01-31T10:00:00Z", "finishedAt": "2026-01-31T10:00:01Z", "output": %s}
      """;

  @Test
  void shouldNameThePlaceWhenJsonIsBroken() {
    assertRefused("{\"type\": \"task.completed\", ", "malformed", "", "is not JSON");
  }

  @Test
  void shouldNameTheInstanceWhenThereIsNone() {
    assertRefused(COMPLETED.formatted(888888, 1, 1, "{}"), "instance-unknown", "", "888888");
  }

  @Test
  void shouldNameTheFieldWhenItHasTheWrongTypeOrRange() {
    assertRefused(
        COMPLETED.formatted(888888, "\"first\"", 1, "{}"),
        "malformed",
        "/nodeNo",
        "must be a whole number");
    assertRefused(
        COMPLETED.formatted(888888, 1, 0, "{}"),
        "malformed",
        "/attempt",
        "must be 1 or more, was 0");
    assertRefused(
        "{\"type\": \"task.exploded\", \"instanceId\": 1}",
        "malformed",
        "/type",
        "task.completed",
        "task.exploded");
  }

  @Test
  void shouldNameTheNodeWhenThereIsNone() {
    long id = running();

    assertRefused(COMPLETED.formatted(id, 99, 1, "{}"), "node-unknown", "", "99");

    cancel(id);
  }

  @Test
  void shouldChangeNothingWhenAnAttemptIsOver() {
    long id = running();
    result(COMPLETED.formatted(id, 1, 1, "\"first\""));
    JsonNode instance = millrace().await(id, "completed");

    result(COMPLETED.formatted(id, 1, 1, "\"second\""));
    completeAGoodOne();

    assertThat(millrace().history(new InstanceId(id))).hasSize(instance.path("sequence").asInt());
    assertThat(instance.path("output").path("b").path("a").asText()).isEqualTo("first");
  }

  @Test
  void shouldChangeNothingWhenAnAttemptIsYetToCome() {
    long id = running();

    result(COMPLETED.formatted(id, 1, 7, "\"from the future\""));
    result(COMPLETED.formatted(id, 1, 1, "\"now\""));

    JsonNode instance = millrace().await(id, "completed");
    assertThat(instance.path("output").path("b").path("a").asText()).isEqualTo("now");
  }

  @Test
  void shouldFailTheNodeWhenItsOutputHas2MiB() {
    long id = running();

    result(COMPLETED.formatted(id, 1, 1, "\"" + "x".repeat(2 << 20) + "\""));

    JsonNode node = TestMillrace.node(millrace().await(id, "failed"), "a");
    assertThat(node.path("error").path("code").asText()).isEqualTo("output-too-large");
    assertThat(node.path("error").path("message").asText()).contains("1048576");
  }

  @Test
  void shouldNameThePlaceWhenAnOutputIsTooDeep() {
    long id = running();
    String deep = "[".repeat(101) + "]".repeat(101);

    RecordMetadata record = result(COMPLETED.formatted(id, 1, 1, deep));

    assertThat(millrace().awaitDeadLetter(record).about("reason"))
        .contains("/output/0/0", "must not be nested more than 64 levels deep");
    cancel(id);
  }

  @Test
  void shouldNameTheExecutorWhenNobodyServesIt() {
    long id = running();

    assertThat(millrace().run("describe", Long.toString(id)).ok().out())
        .contains("a (nobody)  scheduled");

    cancel(id);
  }

  private long running() {
    millrace().deploy(BY_HAND).ok();
    long id = id(start("{\"workflow\": \"by-hand\"}"));
    millrace().await(id, "running");
    return id;
  }

  private void cancel(long id) {
    millrace().run("cancel", Long.toString(id)).ok();
  }

  private RecordMetadata result(String json) {
    return millrace().produce("results", 0, json);
  }

  private void assertRefused(String json, String code, String pointer, String... words) {
    assertDeadLetter(result(json), json.getBytes(StandardCharsets.UTF_8), code, pointer, words);
  }
}
