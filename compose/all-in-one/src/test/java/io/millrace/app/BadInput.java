package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.client.DeadLetterLog;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Transition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What all tests of bad input have in common: whatever came, a good workflow completes after it.
 */
@ExtendWith(SharedMillrace.class)
abstract class BadInput {

  private static final int PARTITION = 0;

  private TestMillrace millrace;

  @SuppressWarnings("NullAway.Init") // JUnit calls the method below before each test.
  BadInput() {}

  @BeforeEach
  void deploy(TestMillrace shared) {
    millrace = shared;
    millrace.deploy(Workflows.ONE).ok();
  }

  @AfterEach
  void completeAGoodOne() {
    RecordMetadata good =
        millrace.produce("starts", PARTITION, "{\"workflow\": \"one\", \"input\": {\"n\": 1}}");
    JsonNode instance = millrace.await(id(good), "completed");
    assertThat(instance.path("output")).isEqualTo(Json.tree("{\"n\": 1}"));
  }

  final TestMillrace millrace() {
    return millrace;
  }

  /** Sends a start event as any program can. */
  final RecordMetadata start(String json) {
    return start(json.getBytes(StandardCharsets.UTF_8));
  }

  final RecordMetadata start(byte[] bytes) {
    return millrace.produce("starts", PARTITION, null, bytes);
  }

  /** The id that a start event's place gives. */
  static long id(RecordMetadata start) {
    return InstanceId.first(start.partition()).value() + start.offset();
  }

  /** Expects a record among the dead letters, as it was sent, with the reason. */
  final void assertDeadLetter(
      RecordMetadata record, byte[] bytes, String code, String pointer, String... words) {
    DeadLetterLog.Letter letter = millrace.awaitDeadLetter(record);
    assertThat(letter.record().value()).isEqualTo(bytes);
    assertThat(letter.about("code")).isEqualTo(code);
    assertThat(letter.about("pointer")).isEqualTo(pointer);
    assertThat(letter.about("reason")).contains(words);
  }

  /** Expects a start event that cannot be read among the dead letters. */
  final void assertMalformed(String start, String pointer, String... words) {
    byte[] bytes = start.getBytes(StandardCharsets.UTF_8);
    assertDeadLetter(start(bytes), bytes, "malformed", pointer, words);
  }

  /** Expects a start event that was read to be rejected, in the log and among the dead letters. */
  final StartRejected assertRejected(String start, String code, String... words) {
    byte[] bytes = start.getBytes(StandardCharsets.UTF_8);
    RecordMetadata record = start(bytes);
    assertDeadLetter(record, bytes, code, "", words);
    StartRejected rejection = rejection(new InstanceId(id(record)));
    assertThat(rejection.error().code()).isEqualTo(code);
    assertThat(rejection.error().message()).contains(words);
    return rejection;
  }

  /** Waits for so many transitions of an instance. */
  final List<Transition> awaitHistory(long id, int transitions) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> millrace.history(new InstanceId(id)), history -> history.size() >= transitions);
  }

  private StartRejected rejection(InstanceId id) {
    Event event = awaitHistory(id.value(), 1).getFirst().events().getFirst();
    assertThat(event).isInstanceOf(StartRejected.class);
    return (StartRejected) event;
  }
}
