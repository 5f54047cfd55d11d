package io.millrace.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.message.Cause;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.InstanceHeader;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordMappingTest {

  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final InstanceId ID = new InstanceId((3L << 40) + 17);
  private static final byte[] END = bytes(new InstanceCompleted(Json.tree("{\"total\":7}")));

  private final RecordMapping mapping = new RecordMapping("test");

  @Test
  void shouldPublishARowByteForByte() {
    byte[] payload = {1, 0, 2};

    ProducerRecord<byte[], byte[]> record =
        mapping.recordsOf(row("definitions", "definition.published", payload, null)).getFirst();

    assertThat(record.topic()).isEqualTo("test.definitions");
    assertThat(record.value()).isEqualTo(payload);
    assertThat(record.timestamp()).isEqualTo(AT.toEpochMilli());
  }

  @Test
  void shouldTellTheWorldBehindATransitionThatEndsAnInstance() {
    List<ProducerRecord<byte[], byte[]>> records =
        mapping.recordsOf(transition(END, "completions"));

    assertThat(records)
        .extracting(ProducerRecord::topic)
        .containsExactly("test.transitions", "test.completions");
    ProducerRecord<byte[], byte[]> told = records.getLast();
    assertThat(Json.read(told.value(), Completion.class).output())
        .isEqualTo(Json.tree("{\"total\":7}"));
    assertThat(told.key()).isEqualTo(ID.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(told.partition()).isNull();
    assertThat(CloudEvents.read(told.headers(), CloudEvents.ID)).isEqualTo(ID + "/4");
    assertThat(CloudEvents.read(told.headers(), CloudEvents.TYPE)).isEqualTo("workflow.completed");
    assertThat(CloudEvents.read(told.headers(), CloudEvents.TRACE_PARENT)).isEqualTo("00-trace");
  }

  @Test
  void shouldLookIntoATransitionThatDoesNotSayWhomItIsFor() {
    assertThat(mapping.recordsOf(transition(END, null))).hasSize(2);
    assertThat(mapping.recordsOf(transition(bytes(new InstanceStarted(null)), null))).hasSize(1);
  }

  @Test
  void shouldNotReadATransitionThatEndsNothing() {
    byte[] unreadable = {'{'};

    assertThat(mapping.recordsOf(transition(unreadable, "dispatch"))).hasSize(1);
  }

  @Test
  void shouldRefuseATransitionThatEndsAnInstanceInAWayItCannotRead() {
    byte[] unreadable = {'{'};

    assertThatThrownBy(() -> mapping.recordsOf(transition(unreadable, "completions")))
        .isInstanceOf(MalformedMessage.class);
  }

  private static byte[] bytes(Event event) {
    return TransitionCodec.seal(
            new Transition(
                ID,
                4,
                Transition.NO_HASH,
                AT,
                new Cause("task.completed", "test.results-3@16"),
                "engine-1",
                new InstanceHeader("order", "1.2.0", null, null, AT, null),
                List.of(event),
                null))
        .bytes();
  }

  private static OutboxRow transition(byte[] payload, @Nullable String audience) {
    String told = audience == null ? "" : ", \"millrace_for\": \"" + audience + "\"";
    return row(
        "transitions", Transition.TYPE, payload, "{\"traceparent\": \"00-trace\"" + told + "}");
  }

  private static OutboxRow row(
      String topic, String type, byte[] payload, @Nullable String headers) {
    return new OutboxRow(1, topic, "key", type, payload, 3, 4L, headers, AT);
  }
}
