package io.millrace.worker;

import io.millrace.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks from a classic consumer group: a position per partition is all that it keeps, so a release
 * also brings back what was accepted behind it.
 */
final class ClassicFeed implements TaskFeed {

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private static final int SESSION_MS = 10_000;
  private static final int LANES_HEARTBEAT_MS = 1_000;
  private static final int LANES_WAIT_MS = 2_000;

  private final Consumer<byte[], byte[]> consumer;
  private final Supplier<Set<String>> topics;
  private final @Nullable ConsumerRebalanceListener listener;
  private Set<String> subscribed = Set.of();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<TopicPartition, Long> released = new HashMap<>();

  private ClassicFeed(
      WorkerConfig config,
      String name,
      Supplier<Set<String>> topics,
      Map<String, Object> settings,
      @Nullable ConsumerRebalanceListener listener) {
    this.topics = topics;
    this.listener = listener;
    Map<String, Object> all = new HashMap<>(settings);
    all.put(ConsumerConfig.GROUP_ID_CONFIG, config.group() + "-" + name);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
    all.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    consumer =
        new KafkaConsumer<>(
            config.kafka().with(all), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The tasks that any worker may have. */
  static ClassicFeed ofTasks(WorkerConfig config, Supplier<Set<String>> topics, int most) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            config.id(),
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            most);
    return new ClassicFeed(config, "classic", topics, settings, null);
  }

  /** The tasks for which this worker was chosen. */
  static ClassicFeed ofLanes(WorkerConfig config, ConsumerRebalanceListener lanes, int most) {
    Set<String> topic = Set.of(Topics.LANES.name(config.prefix()));
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            config.id() + "-lanes",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            most,
            // How soon an owner hears that it is to give a lane up.
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            LANES_HEARTBEAT_MS,
            // Most of the time there is nothing; not longer, or a lane that was just taken over
            // would have to wait until the last question is answered.
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            LANES_WAIT_MS);
    return new ClassicFeed(config, "lanes", () -> topic, settings, lanes);
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration atMost) {
    subscribe(topics.get());
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
    // Only keeps the membership; what a partition yields that is new here comes again.
    records(Duration.ZERO).forEach(record -> settle(record, Settlement.RELEASE));
    commit();
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

  private void subscribe(Set<String> wanted) {
    if (wanted.equals(subscribed)) {
      return;
    }
    if (listener == null) {
      consumer.subscribe(wanted);
    } else {
      consumer.subscribe(wanted, listener);
    }
    subscribed = wanted;
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
