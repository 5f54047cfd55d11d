package io.millrace.relay.kafka;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads a partition up to its end. */
final class CommittedRecords {

  private static final Duration POLL = Duration.ofMillis(500);

  private CommittedRecords() {}

  /**
   * Reads what is committed from {@code from} on, up to what was the end at the time of the call.
   */
  static void read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long from,
      Consumer<ConsumerRecord<byte[], byte[]>> action) {
    consumer.assign(List.of(partition));
    long end = end(consumer, partition);
    consumer.seek(partition, from);
    while (consumer.position(partition) < end) {
      consumer.poll(POLL).forEach(action);
    }
  }

  /** The first committed record at {@code from} or after it; null if there is none. */
  static @Nullable ConsumerRecord<byte[], byte[]> first(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from) {
    consumer.assign(List.of(partition));
    long end = end(consumer, partition);
    consumer.seek(partition, from);
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record;
      }
    }
    return null;
  }

  static long end(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  static long beginning(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }
}
