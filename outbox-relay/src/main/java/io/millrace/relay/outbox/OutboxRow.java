package io.millrace.relay.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the outbox.
 *
 * @param id the row's key; grows with each commit of one instance
 * @param aggregateType the topic that the row is routed to, without the prefix
 * @param aggregateId the key of the Kafka record
 * @param type the type of the message
 * @param payload the value of the record, byte for byte; null is a tombstone. Not copied
 * @param partition the partition of the record, or null to choose it by the key
 * @param sequence the number of the message within its aggregate, or null if it has none
 * @param headers the record's headers as a JSON object, or null if there are none
 * @param createdAt when the row was written, to the millisecond
 */
@SuppressWarnings("ArrayRecordComponent") // payloads have up to 16 MiB: passed on, not copied
public record OutboxRow(
    long id,
    String aggregateType,
    String aggregateId,
    String type,
    byte @Nullable [] payload,
    @Nullable Integer partition,
    @Nullable Long sequence,
    @Nullable String headers,
    Instant createdAt) {

  /** About what one row costs besides its payload, in memory and on the wire. */
  private static final int OVERHEAD_BYTES = 256;

  /** About how many bytes the row takes. */
  public int size() {
    return OVERHEAD_BYTES
        + (payload == null ? 0 : payload.length)
        + (headers == null ? 0 : headers.length());
  }
}
