package io.millrace.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.relay.outbox.RecordHeaderMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** What a consumer of committed records finds on a topic. */
final class Published implements AutoCloseable {

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

  private Published(KafkaConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Everything on the topic, from its beginning on. */
  static Published on(String bootstrapServers, String topic) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                "false",
                "fetch.max.bytes",
                "20971520",
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new Published(consumer);
  }

  /** Waits until there are so many records. */
  List<ConsumerRecord<String, byte[]>> await(int count, Duration patience) {
    fetch(count, patience);
    return List.copyOf(records);
  }

  /** How many records have come. */
  int count() {
    return records.size();
  }

  /** What is there now, after everything so far has come. */
  List<ConsumerRecord<String, byte[]>> now() {
    consumer.poll(Duration.ofMillis(200)).forEach(records::add);
    return List.copyOf(records);
  }

  /** Checks that exactly these rows came, each once, and each key's in order. */
  void requireExactly(List<Long> ids, Duration patience) {
    fetch(ids.size(), patience);
    now();
    List<Long> found =
        records.stream().map(record -> RecordHeaderMapping.outboxId(record.headers())).toList();
    assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids);
    Map<String, Long> lastOfKey = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      long id = RecordHeaderMapping.outboxId(record.headers());
      Long before = lastOfKey.put(record.key(), id);
      assertThat(before == null || before < id)
          .as("row %d of key %s came after row %d", id, record.key(), before)
          .isTrue();
    }
  }

  private void fetch(int count, Duration patience) {
    Awaitility.await()
        .atMost(patience)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(100)).forEach(records::add);
              return records.size() >= count;
            });
  }

  @Override
  public void close() {
    consumer.close();
  }
}
