package io.millrace.client;

import io.millrace.contract.TaskTopic;
import io.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What could not be read or was refused, with its bytes.
 *
 * @param log the topics
 * @param prefix what the names of all topics start with
 */
public record DeadLetterLog(KafkaLog log, String prefix) {

  private static final String OURS = "millrace_";

  /**
   * A dead letter.
   *
   * @param record the record in the topic of dead letters
   */
  public record Letter(ConsumerRecord<byte[], byte[]> record) {

    /** By this it is shown and retried. */
    public long offset() {
      return record.offset();
    }

    /**
     * One of the headers that say why it is here, without {@code millrace_}; empty if not there.
     */
    public String about(String name) {
      Header header = record.headers().lastHeader(OURS + name);
      return header == null || header.value() == null
          ? ""
          : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Where the original was: topic, partition, offset. */
    public String source() {
      return about("topic") + "-" + about("partition") + "@" + about("offset");
    }
  }

  /** Shows all that are there now, oldest first, one at a time: each may be large. */
  public void each(Consumer<Letter> reader) {
    try (KafkaLog.Tail tail = log.from(partition(), null)) {
      while (true) {
        List<ConsumerRecord<byte[], byte[]>> records = tail.next();
        records.forEach(record -> reader.accept(new Letter(record)));
        if (records.isEmpty() && tail.atEnd()) {
          return;
        }
      }
    }
  }

  /** The one with that offset. */
  public Optional<Letter> at(long offset) {
    try (KafkaLog.Tail tail = log.at(partition(), offset)) {
      while (!tail.atEnd()) {
        for (ConsumerRecord<byte[], byte[]> record : tail.next()) {
          return record.offset() == offset ? Optional.of(new Letter(record)) : Optional.empty();
        }
      }
      return Optional.empty();
    }
  }

  private TopicPartition partition() {
    return new TopicPartition(Topics.DEAD_LETTERS.name(prefix), 0);
  }

  /**
   * Writes the original again, to the topic and partition where it was, with its key and headers.
   * The dead letter stays as the record of what happened.
   *
   * @return the new place
   * @throws ClientFault if the letter does not say where it came from, if only the engine's own
   *     parts write there, if it is not whole, or if Kafka does not take it
   */
  public RecordMetadata retry(Letter letter) {
    String topic = letter.about("topic");
    if (topic.isEmpty()) {
      throw new ClientFault(
          "dead letter %d does not say which topic it came from; it cannot be retried"
              .formatted(letter.offset()));
    }
    if (!retryable(topic)) {
      throw new ClientFault(
          "dead letter %d came from %s, where each record may be once only; it cannot be retried"
              .formatted(letter.offset(), topic));
    }
    if (!letter.about("length").isEmpty()) {
      throw new ClientFault(
          "dead letter %d holds only a part of the %s bytes that came; it cannot be retried"
              .formatted(letter.offset(), letter.about("length")));
    }
    RecordHeaders headers = new RecordHeaders();
    for (Header header : letter.record().headers()) {
      if (!header.key().startsWith(OURS)) {
        headers.add(header);
      }
    }
    return log.write(
        new ProducerRecord<>(
            topic,
            Integer.valueOf(letter.about("partition")),
            key(letter),
            letter.record().value(),
            headers));
  }

  private boolean retryable(String topic) {
    return TaskTopic.isOne(prefix, topic)
        || topic.equals(Topics.LANES.name(prefix))
        || Topics.inputs().stream().anyMatch(input -> input.name(prefix).equals(topic));
  }

  private static byte @Nullable [] key(Letter letter) {
    Header original = letter.record().headers().lastHeader(OURS + "key");
    return original == null ? letter.record().key() : original.value();
  }
}
