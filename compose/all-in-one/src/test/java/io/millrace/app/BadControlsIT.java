package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceId;
import io.millrace.contract.event.ControlRefused;
import io.millrace.contract.message.Transition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

class BadControlsIT extends BadInput {

  @Test
  void shouldRefuseOnTheRecordWhenTheInstanceHasEnded() {
    long id = id(start("{\"workflow\": \"one\", \"input\": {\"n\": 1}}"));
    int before = millrace().await(id, "completed").path("sequence").asInt();

    control("{\"type\": \"instance.pause\", \"instanceId\": %d}".formatted(id), 0);

    List<Transition> history = awaitHistory(id, before + 1);
    assertThat(history.getLast().events())
        .singleElement()
        .isInstanceOfSatisfying(
            ControlRefused.class,
            refused -> {
              assertThat(refused.control()).isEqualTo("instance.pause");
              assertThat(refused.code()).isEqualTo("already-ended");
              assertThat(refused.reason()).contains("The instance is completed");
            });
  }

  @Test
  void shouldNameTheInstanceWhenThereIsNone() {
    assertRefused(
        "{\"type\": \"instance.cancel\", \"instanceId\": 777777}",
        "instance-unknown",
        "",
        "777777");
  }

  @Test
  void shouldNameBothPartitionsWhenItCameOnTheWrongOne() {
    long elsewhere = InstanceId.first(3).value();
    assertRefused(
        "{\"type\": \"instance.cancel\", \"instanceId\": %d}".formatted(elsewhere),
        "wrong-partition",
        "/instanceId",
        "lives in partition 3",
        "came on partition 0");
  }

  @Test
  void shouldNameTheKnownTypesWhenTheTypeIsUnknownOrMissing() {
    assertRefused(
        "{\"type\": \"instance.explode\", \"instanceId\": 1}",
        "malformed",
        "/type",
        "must be one of",
        "instance.pause",
        "instance.explode");
    assertRefused("{\"instanceId\": 1}", "malformed", "/type", "is required");
  }

  @Test
  void shouldNameTheFieldWhenItIsMissingOrOutsideItsRange() {
    assertRefused(
        "{\"type\": \"instance.skip-node\", \"instanceId\": 1}",
        "malformed",
        "/nodeId",
        "is required");
    assertRefused(
        "{\"type\": \"instance.set-priority\", \"instanceId\": 1, \"priority\": -1}",
        "malformed",
        "/priority",
        "must be from 0 to 100, was -1");
    assertRefused(
        "{\"type\": \"instance.cancel\", \"instanceId\": -5}",
        "malformed",
        "/instanceId",
        "must be from 0 to 2^53 - 1, was -5");
    assertRefused(
        "{\"type\": \"instance.cancel\", \"instanceId\": \"one\"}",
        "malformed",
        "/instanceId",
        "must be a whole number");
  }

  @Test
  void shouldNameThePlaceWhenJsonIsBroken() {
    assertRefused("{\"type\": \"instance.cancel\"", "malformed", "", "is not JSON", "line 1");
  }

  private RecordMetadata control(String json, int partition) {
    return millrace().produce("controls", partition, json);
  }

  private void assertRefused(String json, String code, String pointer, String... words) {
    assertDeadLetter(control(json, 0), json.getBytes(StandardCharsets.UTF_8), code, pointer, words);
  }
}
