package io.millrace.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Tasks from a share group. */
final class ShareFeed implements TaskFeed {

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final ShareConsumer<byte[], byte[]> consumer;
  private final Supplier<Set<String>> topics;
  private Set<String> subscribed = Set.of();

  ShareFeed(WorkerConfig config, Supplier<Set<String>> topics, int most) {
    this.topics = topics;
    consumer =
        new KafkaShareConsumer<>(
            config
                .kafka()
                .with(
                    Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        config.group(),
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        config.id(),
                        ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                        "explicit",
                        // Never more than there is room for, and none set aside unseen.
                        ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                        "record_limit",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        most)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration atMost) {
    Set<String> wanted = topics.get();
    if (!wanted.equals(subscribed)) {
      consumer.subscribe(wanted);
      subscribed = wanted;
    }
    try {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      consumer.poll(atMost).forEach(records::add);
      return records;
    } catch (WakeupException e) {
      return List.of();
    }
  }

  @Override
  public void settle(ConsumerRecord<byte[], byte[]> record, Settlement settlement) {
    consumer.acknowledge(
        record,
        switch (settlement) {
          case ACCEPT -> AcknowledgeType.ACCEPT;
          case RELEASE -> AcknowledgeType.RELEASE;
        });
  }

  @Override
  public void commit() {
    consumer.commitAsync();
  }

  /** Leaves the group, so that its share of the partitions goes to workers that have room. */
  @Override
  public void pause() {
    if (!subscribed.isEmpty()) {
      consumer.commitSync();
      consumer.unsubscribe();
      subscribed = Set.of();
    }
  }

  @Override
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(CLOSE);
  }
}
