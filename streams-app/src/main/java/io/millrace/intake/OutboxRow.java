package io.millrace.intake;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way to Kafka.
 *
 * @param topic without its prefix
 * @param key the record's key
 * @param type of the message
 * @param payload the record's value, byte for byte; null for none
 * @param partition the record's partition, or null to let the key decide
 * @param sequence of the transition within its instance, or null if it is none
 * @param headers a JSON object: each a text, {@code null}, or {@code {"base64": …}}
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes for the wire: never compared, never shared.
public record OutboxRow(
    String topic,
    String key,
    String type,
    byte @Nullable [] payload,
    @Nullable Integer partition,
    @Nullable Long sequence,
    String headers) {}
