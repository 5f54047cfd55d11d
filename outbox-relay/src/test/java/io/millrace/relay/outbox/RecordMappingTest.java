package io.millrace.relay.outbox;

import static io.millrace.relay.outbox.TransitionRows.AT;
import static io.millrace.relay.outbox.TransitionRows.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.Transition;
import io.millrace.relay.outbox.RecordMapping.Records;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordMappingTest {

  private static final byte[] END =
      TransitionRows.sealed(new InstanceCompleted(Json.tree("{\"total\":7}")));

  private final RecordMapping mapping = new RecordMapping("test");

  @Test
  void shouldPublishARowByteForByte() {
    byte[] payload = {1, 0, 2};

    Records became = mapping.recordsOf(row("definitions", "definition.published", payload, null));

    assertThat(became.effects()).isEmpty();
    ProducerRecord<byte[], byte[]> record = became.records().getFirst();
    assertThat(record.topic()).isEqualTo("test.definitions");
    assertThat(record.value()).isEqualTo(payload);
    assertThat(record.timestamp()).isEqualTo(AT.toEpochMilli());
  }

  @Test
  void shouldTellTheWorldBehindATransitionThatEndsAnInstance() {
    List<ProducerRecord<byte[], byte[]>> records =
        mapping.recordsOf(transition(END, "completions")).records();

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
  void shouldPassATransitionOnToTheTopologiesThatActOnIt() {
    Records became = mapping.recordsOf(transition(END, "completions,subprocesses,mutexes"));

    ProducerRecord<byte[], byte[]> own = became.records().getFirst();
    assertThat(became.effects()).hasSize(1);
    ProducerRecord<byte[], byte[]> effect = became.effects().getFirst();
    assertThat(effect.topic()).isEqualTo("test.effects");
    assertThat(effect.partition()).isEqualTo(own.partition());
    assertThat(effect.key()).isEqualTo(own.key());
    assertThat(effect.value()).isEqualTo(own.value());
    assertThat(effect.timestamp()).isEqualTo(own.timestamp());
    assertThat(CloudEvents.read(effect.headers(), CloudEvents.TRACE_PARENT)).isEqualTo("00-trace");
    assertThat(audience(effect)).isEqualTo("subprocesses,mutexes");
    assertThat(audience(own)).isEqualTo("completions");
  }

  @Test
  void shouldPassATransitionOnToAllTopologiesIfItDoesNotSayWhomItIsFor() {
    Records end = mapping.recordsOf(transition(END, null));
    Records start =
        mapping.recordsOf(transition(TransitionRows.sealed(new InstanceStarted(null)), null));

    assertThat(end.records()).hasSize(2);
    assertThat(start.records()).hasSize(1);
    assertThat(start.effects())
        .extracting(RecordMappingTest::audience)
        .containsExactly("dispatch,subprocesses,mutexes");
  }

  @Test
  void shouldPassNothingOnIfNoTopologyActsOnATransition() {
    assertThat(mapping.recordsOf(transition(END, "")).effects()).isEmpty();
  }

  @Test
  void shouldNotReadATransitionThatEndsNothing() {
    byte[] unreadable = {'{'};

    assertThat(mapping.recordsOf(transition(unreadable, "dispatch")).records()).hasSize(1);
  }

  @Test
  void shouldRefuseATransitionThatEndsAnInstanceInAWayItCannotRead() {
    byte[] unreadable = {'{'};

    assertThatThrownBy(() -> mapping.recordsOf(transition(unreadable, "completions")))
        .isInstanceOf(MalformedMessage.class);
  }

  private static @Nullable String audience(ProducerRecord<byte[], byte[]> record) {
    return CloudEvents.read(record.headers(), "millrace_for");
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
