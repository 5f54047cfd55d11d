package io.millrace.client;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.Start;
import io.millrace.jdbc.JdbcRunner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Starts workflows and waits for their ends, as any program can: through the topics.
 *
 * @param log the topics
 * @param runner asks where the ids of a partition begin
 * @param prefix what the names of all topics start with
 * @param clock stamps the messages
 */
public record Starts(KafkaLog log, JdbcRunner runner, String prefix, Clock clock) {

  /**
   * Produces a start event.
   *
   * @return the id that the instance has, or will have when the engine gets to it
   * @throws ClientFault if Kafka does not take it
   */
  public InstanceId start(Start start) {
    String key = key(start);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.STARTS.name(prefix),
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            Json.bytes(start));
    CloudEvents.write(
        CloudEvents.headers(
            UUID.randomUUID().toString(), Start.TYPE, "millrace/client", clock.instant(), null),
        record.headers());
    RecordMetadata place = log.write(record);
    return new InstanceId(idBase(place.topic(), place.partition()) + place.offset());
  }

  /** The completions from now on; take it before starting what is to be awaited. */
  public KafkaLog.Tail completions() {
    return log.tail(Topics.COMPLETIONS.name(prefix));
  }

  /** Waits for the end of an instance; empty if it does not come in time. */
  public Optional<Completion> await(KafkaLog.Tail completions, InstanceId id, Duration limit) {
    ConsumerRecord<byte[], byte[]> record =
        completions.await(limit, candidate -> isOf(candidate, id));
    return Optional.ofNullable(record).map(found -> Json.read(found.value(), Completion.class));
  }

  private static boolean isOf(ConsumerRecord<byte[], byte[]> record, InstanceId id) {
    try {
      return Json.read(record.value(), Completion.class).instanceId().equals(id);
    } catch (MalformedMessage e) {
      return false;
    }
  }

  /** The same externalId must meet itself in one partition, where the order is certain. */
  private static @org.jspecify.annotations.Nullable String key(Start start) {
    return start.externalId() != null ? start.externalId() : start.businessKey();
  }

  private long idBase(String topic, int partition) {
    List<Long> known =
        runner.inTransaction(
            transaction ->
                transaction.query(
                    "SELECT id_base FROM intake_positions WHERE topic = ? AND partition_no = ?",
                    List.of(topic, partition),
                    row -> row.getLong(1)));
    return known.isEmpty() ? InstanceId.first(partition).value() : known.getFirst();
  }
}
