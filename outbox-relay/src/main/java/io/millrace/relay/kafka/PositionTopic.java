package io.millrace.relay.kafka;

import io.millrace.contract.Topics;
import io.millrace.relay.binlog.TableHistory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compacted topic with how far each relay got: under a relay's name its position, under its
 * name and {@code /table} what the outbox table was like.
 */
public final class PositionTopic {

  private static final Logger LOG = LoggerFactory.getLogger(PositionTopic.class);

  /** Keeps the topic small although every batch adds a record. */
  private static final Map<String, String> SETTINGS =
      Map.of("segment.bytes", "16777216", "min.cleanable.dirty.ratio", "0.1");

  private static final long FIRST_STEP_BACK = 16;

  private final KafkaAccess kafka;
  private final TopicPartition partition;

  /** The topic as this relay uses it. */
  public PositionTopic(KafkaAccess kafka) {
    this.kafka = kafka;
    this.partition = new TopicPartition(Topics.RELAY_POSITIONS.name(kafka.topicPrefix()), 0);
  }

  /** What the relay has stored. */
  public record Stored(StoredPosition position, TableHistory table) {}

  String topic() {
    return partition.topic();
  }

  byte[] positionKey() {
    return kafka.relayName().getBytes(StandardCharsets.UTF_8);
  }

  byte[] tableKey() {
    return (kafka.relayName() + "/table").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The last committed position. To be called after older relays of the name have been shut out,
   * when there can be no newer one. Creates the topic if it is not there.
   *
   * @throws UndeliverableException when the topic is not there and the relay may not create it
   */
  public Optional<Stored> last() throws InterruptedException {
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      if (consumer.partitionsFor(topic()).isEmpty()) {
        create();
        return Optional.empty();
      }
      ConsumerRecord<byte[], byte[]> position = lastOf(consumer, positionKey());
      if (position == null) {
        return Optional.empty();
      }
      StoredPosition stored = StoredPosition.fromJson(position.value());
      return Optional.of(new Stored(stored, tableAt(consumer, stored.tableAt())));
    }
  }

  private void create() throws InterruptedException {
    Map<String, String> settings = new HashMap<>(Topics.RELAY_POSITIONS.config());
    settings.putAll(SETTINGS);
    NewTopic wanted =
        new NewTopic(topic(), Optional.of(1), Optional.<Short>empty()).configs(settings);
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      admin.createTopics(List.of(wanted)).all().get();
      LOG.info("Created the topic {}", topic());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new UndeliverableException(
            "Topic %s does not exist and cannot be created by the relay (%s): create it, compacted"
                    .formatted(topic(), e.getCause())
                + " and with one partition");
      }
    }
  }

  /** Looks ever further back from the end: the record sought is nearly always among the last. */
  private @Nullable ConsumerRecord<byte[], byte[]> lastOf(
      KafkaConsumer<byte[], byte[]> consumer, byte[] key) {
    consumer.assign(List.of(partition));
    long beginning = CommittedRecords.beginning(consumer, partition);
    long end = CommittedRecords.end(consumer, partition);
    for (long step = FIRST_STEP_BACK; ; step *= 8) {
      long from = Math.max(beginning, end - step);
      Found found = new Found(key);
      CommittedRecords.read(consumer, partition, from, found::look);
      if (found.last != null || from == beginning) {
        return found.last;
      }
    }
  }

  private TableHistory tableAt(KafkaConsumer<byte[], byte[]> consumer, long offset) {
    ConsumerRecord<byte[], byte[]> record = CommittedRecords.first(consumer, partition, offset);
    if (record == null || !Arrays.equals(tableKey(), record.key())) {
      throw new IllegalStateException(
          "Topic %s does not say what the outbox was like at the position of relay '%s': no such"
                  .formatted(topic(), kafka.relayName())
              + " record at offset "
              + offset);
    }
    return TableHistory.fromJson(record.value());
  }

  private static final class Found {
    private final byte[] key;
    private @Nullable ConsumerRecord<byte[], byte[]> last;

    Found(byte[] key) {
      this.key = key;
    }

    void look(ConsumerRecord<byte[], byte[]> record) {
      if (Arrays.equals(key, record.key()) && record.value() != null) {
        last = record;
      }
    }
  }
}
