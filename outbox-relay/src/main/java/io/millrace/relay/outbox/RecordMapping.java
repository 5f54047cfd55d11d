package io.millrace.relay.outbox;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns a row into its record. */
public final class RecordMapping {

  private final String topicPrefix;

  /** Routes to topics called {@code topicPrefix + "." + aggregatetype}. */
  public RecordMapping(String topicPrefix) {
    this.topicPrefix = topicPrefix + ".";
  }

  /** The topic that the row is routed to. */
  public String topicOf(OutboxRow row) {
    return topicPrefix + row.aggregateType();
  }

  /** The record: the payload byte for byte, at the time when the row was written. */
  public ProducerRecord<byte[], byte[]> recordOf(OutboxRow row) {
    return new ProducerRecord<>(
        topicOf(row),
        row.partition(),
        row.createdAt().toEpochMilli(),
        row.aggregateId().getBytes(StandardCharsets.UTF_8),
        row.payload(),
        RecordHeaderMapping.headersOf(row));
  }
}
