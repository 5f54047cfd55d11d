package io.millrace.contract;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Moves a record to and from Kafka as JSON, UTF-8. A tombstone stays null.
 *
 * @param type the record
 */
public record JsonSerde<T>(Class<T> type) implements Serde<T> {

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : Json.bytes(value);
  }

  /** The deserializer; it throws {@link MalformedMessage}. */
  @Override
  public Deserializer<T> deserializer() {
    return this::read;
  }

  @SuppressWarnings(
      "NullAway") // Kafka's interfaces give and take null for tombstones, unannotated.
  private @Nullable T read(String topic, byte @Nullable [] bytes) {
    return bytes == null ? null : Json.read(bytes, type);
  }
}
