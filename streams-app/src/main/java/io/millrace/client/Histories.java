package io.millrace.client;

import io.millrace.contract.InstanceId;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the transitions of instances from Kafka.
 *
 * @param log the topics
 * @param prefix what the names of all topics start with
 */
public record Histories(KafkaLog log, String prefix) {

  /** Clocks of engines differ; a history may begin a little before the row says. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * The transitions of one instance, in order, each checked against its hash.
   *
   * @param createdAt when the instance came to be, or null to read the partition from its beginning
   * @param last the sequence to stop at, or null to read to the end of the partition
   * @throws io.millrace.contract.MalformedMessage if one was altered
   * @throws ClientFault if they do not come in time
   */
  public List<Transition> of(InstanceId id, @Nullable Instant createdAt, @Nullable Long last) {
    List<Transition> history =
        records(id, createdAt, last).stream()
            .map(record -> TransitionCodec.open(record.value()))
            .toList();
    if (last != null && history.size() < last) {
      throw new ClientFault(
          "Kafka has %d of the %d transitions of instance %s; is the relay running? `millrace verify %s` says more"
              .formatted(history.size(), last, id, id));
    }
    return history;
  }

  /**
   * The same as they are in the log, unchecked.
   *
   * @param createdAt when the instance came to be, or null to read the partition from its beginning
   * @param last the sequence to stop at, or null to read to the end of the partition
   */
  public List<ConsumerRecord<byte[], byte[]>> records(
      InstanceId id, @Nullable Instant createdAt, @Nullable Long last) {
    TopicPartition partition = new TopicPartition(Topics.TRANSITIONS.name(prefix), id.partition());
    byte[] key = id.toString().getBytes(StandardCharsets.UTF_8);
    Instant from = createdAt == null ? null : createdAt.minus(CLOCK_SKEW);
    List<ConsumerRecord<byte[], byte[]>> history = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (KafkaLog.Tail tail = log.from(partition, from)) {
      while (!complete(history, last)) {
        List<ConsumerRecord<byte[], byte[]>> records = tail.next();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          if (Arrays.equals(record.key(), key) && !complete(history, last)) {
            history.add(record);
          }
        }
        if (records.isEmpty() && tail.atEnd() && (last == null || System.nanoTime() > deadline)) {
          return history;
        }
      }
    }
    return history;
  }

  /** Transitions are counted from 1 without gaps, so their number tells how far they go. */
  private static boolean complete(
      List<ConsumerRecord<byte[], byte[]>> history, @Nullable Long last) {
    return last != null && history.size() >= last;
  }
}
