package io.millrace.client;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Topics;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.Transition;
import io.millrace.jdbc.JdbcRunner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

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
    return new InstanceId(idBase(place.partition()) + place.offset());
  }

  /**
   * What became of a start event.
   *
   * @param id the instance that it started, or that has its externalId already; for another
   *     rejected start the id that it would have had
   * @param rejection why there is no new instance; null if there is one, or the engine has not
   *     answered yet
   */
  public record Answer(InstanceId id, @Nullable StartRejected rejection) {

    /** Whether the start was one that had been made before. */
    public boolean repeated() {
      return rejection != null && rejection.existingInstanceId() != null;
    }
  }

  /**
   * Produces a start event and waits a little for what the engine makes of it: with an externalId
   * that is taken, the id is that of the instance which has it.
   *
   * @throws ClientFault if Kafka does not take it
   */
  public Answer startAndLook(Start start, Duration limit) {
    try (KafkaLog.Tail transitions = log.tail(Topics.TRANSITIONS.name(prefix))) {
      InstanceId id = start(start);
      byte[] key = id.toString().getBytes(StandardCharsets.UTF_8);
      ConsumerRecord<byte[], byte[]> first =
          transitions.await(limit, candidate -> Arrays.equals(candidate.key(), key));
      StartRejected rejection = first == null ? null : rejection(first);
      InstanceId existing = rejection == null ? null : rejection.existingInstanceId();
      return new Answer(existing == null ? id : existing, rejection);
    }
  }

  private static @Nullable StartRejected rejection(ConsumerRecord<byte[], byte[]> transition) {
    for (Event event : Json.read(transition.value(), Transition.class).events()) {
      if (event instanceof StartRejected rejected) {
        return rejected;
      }
    }
    return null;
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
  private static @Nullable String key(Start start) {
    return start.externalId() != null ? start.externalId() : start.businessKey();
  }

  /**
   * Where the ids of a partition begin: a start event's offset added to it is its instance's id.
   */
  public long idBase(int partition) {
    String topic = Topics.STARTS.name(prefix);
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
