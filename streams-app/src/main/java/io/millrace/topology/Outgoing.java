package io.millrace.topology;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.Start;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes the records that a topology sends back to intake; they carry the trace of what they follow
 * from.
 *
 * @param source who writes them, for {@code ce_source}
 */
record Outgoing(String source) {

  /** A start event; its key spreads children over the partitions. */
  Record<String, Start> start(Record<?, ?> cause, String id, Start start) {
    return record(cause, id, id, Start.TYPE, start);
  }

  /**
   * A control, for the partition of its instance.
   *
   * @param id names it: what is sent twice has the same
   */
  Record<String, Control> control(Record<?, ?> cause, String id, Control control) {
    String type = Json.tree(control).path("type").asText();
    return record(cause, id, control.instanceId().toString(), type, control);
  }

  private <V> Record<String, V> record(
      Record<?, ?> cause, String id, String key, String type, V value) {
    RecordHeaders headers = new RecordHeaders();
    CloudEvents.write(
        CloudEvents.headers(
            id,
            type,
            source,
            Instant.ofEpochMilli(cause.timestamp()),
            CloudEvents.read(cause.headers(), CloudEvents.TRACE_PARENT)),
        headers);
    return new Record<>(key, value, cause.timestamp(), headers);
  }

  /** Where an instance lives. */
  static Optional<Set<Integer>> partitionOf(InstanceId id) {
    return Optional.of(Set.of(id.partition()));
  }
}
