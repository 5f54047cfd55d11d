package io.millrace.relay.kafka;

import io.millrace.contract.Topics;
import io.millrace.relay.outbox.OutboxRow;
import io.millrace.relay.outbox.RecordHeaderMapping;
import io.millrace.relay.outbox.RecordMapping;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which rows are on Kafka already, by the ids that their records carry. Each topic is read
 * when it is first asked for; nobody else may be publishing at the time.
 */
public final class PublishedRows implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PublishedRows.class);

  /** By how much the clocks of those who write rows may disagree. */
  private static final Duration CLOCK_DIFFERENCES = Duration.ofHours(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordMapping mapping;
  private final String topicPrefix;
  private final long sinceMillis;
  private final Map<String, Contents> topics = new HashMap<>();

  /**
   * Looks for rows written since a time.
   *
   * @param since when the oldest row that will be asked for was written
   */
  public PublishedRows(KafkaAccess kafka, Instant since) {
    this.consumer = kafka.consumer();
    this.mapping = new RecordMapping(kafka.topicPrefix());
    this.topicPrefix = kafka.topicPrefix();
    this.sinceMillis = since.minus(CLOCK_DIFFERENCES).toEpochMilli();
  }

  /**
   * Whether the row's record is on its topic, or was and has been compacted away by a later one of
   * its key.
   */
  public boolean contains(OutboxRow row) {
    return topics.computeIfAbsent(mapping.topicOf(row), this::read).has(row);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private Contents read(String topic) {
    Contents contents = new Contents(isCompacted(topic));
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    for (TopicPartition partition : partitions) {
      consumer.assign(List.of(partition));
      CommittedRecords.read(consumer, partition, start(partition), contents::add);
    }
    LOG.info("{} has {} records of the outbox already", topic, contents.count);
    return contents;
  }

  private long start(TopicPartition partition) {
    OffsetAndTimestamp found =
        consumer.offsetsForTimes(Map.of(partition, sinceMillis)).get(partition);
    return found == null ? CommittedRecords.end(consumer, partition) : found.offset();
  }

  private boolean isCompacted(String topic) {
    return Topics.all().stream()
        .anyMatch(known -> known.compacted() && known.name(topicPrefix).equals(topic));
  }

  private static final class Contents {
    private final boolean compacted;
    private final IdSet ids = new IdSet();
    private final Map<String, Long> lastIds = new HashMap<>();
    private long count;

    Contents(boolean compacted) {
      this.compacted = compacted;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
      long id = RecordHeaderMapping.outboxId(record.headers());
      if (id < 0) {
        return;
      }
      count++;
      ids.add(id);
      if (compacted && record.key() != null) {
        lastIds.merge(new String(record.key(), StandardCharsets.UTF_8), id, Math::max);
      }
    }

    boolean has(OutboxRow row) {
      return ids.contains(row.id()) || lastIds.getOrDefault(row.aggregateId(), -1L) > row.id();
    }
  }
}
