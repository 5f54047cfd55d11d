package io.millrace.client;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.Topics;
import io.millrace.contract.event.ControlRefused;
import io.millrace.contract.event.Event;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.Transition;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks things of instances and waits for the answer, which is the transition that the control
 * caused.
 *
 * @param log the topics
 * @param prefix what the names of all topics start with
 * @param clock stamps the messages
 */
public record Controls(KafkaLog log, String prefix, Clock clock) {

  /**
   * Produces a control and waits for what comes of it.
   *
   * @return the transition; empty if none comes in time
   * @throws ClientFault if Kafka does not take it
   */
  public Optional<Transition> send(Control control, Duration limit) {
    InstanceId id = control.instanceId();
    TopicPartition answers = new TopicPartition(Topics.TRANSITIONS.name(prefix), id.partition());
    try (KafkaLog.Tail tail = log.tail(answers)) {
      String cause = place(log.write(record(control)));
      ConsumerRecord<byte[], byte[]> answer =
          tail.await(limit, candidate -> causedBy(candidate, cause));
      return Optional.ofNullable(answer).map(found -> Json.read(found.value(), Transition.class));
    }
  }

  /** Why the control was refused; empty if it was not. */
  public static Optional<ControlRefused> refusal(Transition answer) {
    for (Event event : answer.events()) {
      if (event instanceof ControlRefused refused) {
        return Optional.of(refused);
      }
    }
    return Optional.empty();
  }

  private ProducerRecord<byte[], byte[]> record(Control control) {
    InstanceId id = control.instanceId();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.CONTROLS.name(prefix),
            id.partition(),
            id.toString().getBytes(StandardCharsets.UTF_8),
            Json.bytes(control));
    CloudEvents.write(
        CloudEvents.headers(
            UUID.randomUUID().toString(),
            Json.tree(control).path("type").asText(),
            "millrace/client",
            clock.instant(),
            null),
        record.headers());
    return record;
  }

  private static String place(RecordMetadata record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  /** The text is looked at before it is parsed: a busy partition has many others. */
  private static boolean causedBy(ConsumerRecord<byte[], byte[]> record, String cause) {
    return new String(record.value(), StandardCharsets.UTF_8).contains('"' + cause + '"')
        && Json.read(record.value(), Transition.class).cause().id().equals(cause);
  }
}
