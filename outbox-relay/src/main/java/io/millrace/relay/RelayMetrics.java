package io.millrace.relay;

/**
 * Numbers of a relay since its process started.
 *
 * @param events rows published
 * @param bytes about how many bytes they had
 * @param batches Kafka transactions committed
 * @param sessions how often it has begun to publish: more than one after failures and take-overs
 * @param buffered rows read from the binlog and not published yet
 * @param lagMillis how old the oldest row was when it was last published, or is if it waits; 0 when
 *     there is nothing to publish
 * @param lastOutboxId the last row published, 0 if there was none
 */
public record RelayMetrics(
    long events,
    long bytes,
    long batches,
    long sessions,
    long buffered,
    long lagMillis,
    long lastOutboxId) {}
