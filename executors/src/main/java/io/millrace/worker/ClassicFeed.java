package io.millrace.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Tasks from a classic consumer group: a position per partition is all that it keeps, so a release
 * also brings back what was accepted behind it.
 */
final class ClassicFeed implements TaskFeed {

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<TopicPartition, Long> released = new HashMap<>();

  ClassicFeed(WorkerConfig config, Set<String> topics, int most) {
    consumer =
        new KafkaConsumer<>(
            config
                .kafka()
                .with(
                    Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        config.group() + "-classic",
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        config.id(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        most)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(topics);
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration atMost) {
    commit();
    consumer.resume(consumer.paused());
    return records(atMost);
  }

  @Override
  public void settle(ConsumerRecord<byte[], byte[]> record, Settlement settlement) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    switch (settlement) {
      case ACCEPT -> next.merge(partition, record.offset() + 1, Math::max);
      case RELEASE -> released.merge(partition, record.offset(), Math::min);
    }
  }

  @Override
  public void pause() {
    commit();
    consumer.pause(consumer.assignment());
    // Only keeps the membership: a paused partition yields nothing.
    records(Duration.ZERO);
  }

  @Override
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    try {
      commit();
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> records(Duration atMost) {
    try {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      consumer.poll(atMost).forEach(records::add);
      return records;
    } catch (WakeupException e) {
      return List.of();
    }
  }

  @Override
  public void commit() {
    released.forEach(
        (partition, offset) -> {
          next.put(partition, offset);
          if (consumer.assignment().contains(partition)) {
            consumer.seek(partition, offset);
          }
        });
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    next.forEach((partition, offset) -> positions.put(partition, new OffsetAndMetadata(offset)));
    next.clear();
    released.clear();
    if (positions.isEmpty()) {
      return;
    }
    try {
      consumer.commitAsync(positions, null);
    } catch (CommitFailedException | RebalanceInProgressException e) {
      // The partitions belong to another worker now, which does these tasks again: allowed.
    }
  }
}
