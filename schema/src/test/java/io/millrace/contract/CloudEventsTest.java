package io.millrace.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CloudEventsTest {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void shouldHaveAllHeadersOfTheBindingWhenATraceIsKnown() {
    assertThat(headers(TRACE))
        .containsExactly(
            entry("ce_id", "7-1"),
            entry("ce_type", "workflow.completed"),
            entry("ce_source", "/millrace/engine-1"),
            entry("ce_time", "2026-01-31T10:00:00Z"),
            entry("ce_specversion", "1.0"),
            entry("content-type", "application/json"),
            entry("traceparent", TRACE));
  }

  @Test
  void shouldHaveNoTraceWhenNoneIsKnown() {
    assertThat(headers(null)).doesNotContainKey("traceparent").hasSize(6);
  }

  @Test
  void shouldBeReadAsWrittenWhenOnARecord() {
    Headers record = new RecordHeaders();

    CloudEvents.write(Map.of(CloudEvents.ID, "größe-1"), record);

    assertThat(record.lastHeader("ce_id").value()).isEqualTo("größe-1".getBytes(UTF_8));
    assertThat(CloudEvents.read(record, CloudEvents.ID)).isEqualTo("größe-1");
  }

  @Test
  void shouldReadTheLastOneWhenANameIsThereTwice() {
    Headers record = new RecordHeaders();
    CloudEvents.write(Map.of(CloudEvents.ID, "first"), record);
    CloudEvents.write(Map.of(CloudEvents.ID, "second"), record);

    assertThat(CloudEvents.read(record, CloudEvents.ID)).isEqualTo("second");
  }

  @Test
  @SuppressWarnings("NullAway") // Kafka takes a header without a value, its interface says nothing.
  void shouldReadNullWhenAHeaderOrItsValueIsAbsent() {
    Headers record = new RecordHeaders().add("ce_type", (byte[]) null);

    assertThat(CloudEvents.read(record, CloudEvents.ID)).isNull();
    assertThat(CloudEvents.read(record, CloudEvents.TYPE)).isNull();
  }

  private static Map<String, String> headers(@Nullable String trace) {
    return CloudEvents.headers(
        "7-1",
        "workflow.completed",
        "/millrace/engine-1",
        Instant.parse("2026-01-31T10:00:00Z"),
        trace);
  }
}
