package io.millrace.relay.outbox;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Audience;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Turns a row into its records: the row itself, byte for byte, and behind a transition what follows
 * from it: what the world is told when it ends an instance, and the same transition once more where
 * the topologies look, if it asks something of them. All go in one Kafka transaction, so whatever
 * follows is on its topic exactly once, as soon as the transition is.
 */
public final class RecordMapping {

  private final String topicPrefix;
  private final String completions;
  private final String effects;

  /** Routes to topics called {@code topicPrefix + "." + aggregatetype}. */
  public RecordMapping(String topicPrefix) {
    this.topicPrefix = topicPrefix + ".";
    this.completions = Topics.COMPLETIONS.name(topicPrefix);
    this.effects = Topics.EFFECTS.name(topicPrefix);
  }

  /** The topic that the row is routed to. */
  public String topicOf(OutboxRow row) {
    return topicPrefix + row.aggregateType();
  }

  /**
   * What a row becomes.
   *
   * @param records its own record first, then what the world is told
   * @param effects the transition once more, if topologies act on it; else empty
   */
  public record Records(
      List<ProducerRecord<byte[], byte[]>> records, List<ProducerRecord<byte[], byte[]>> effects) {}

  /**
   * The row's own record, at the time when the row was written, and what follows from it.
   *
   * @throws MalformedMessage if the row tells of an end, and is no transition that this release can
   *     read
   */
  public Records recordsOf(OutboxRow row) {
    Headers headers = RecordHeaderMapping.headersOf(row);
    byte[] payload = row.payload();
    if (payload == null || !isTransition(row)) {
      return new Records(List.of(record(topicOf(row), row, headers)), List.of());
    }
    Set<Audience> others = Audience.of(headers);
    Set<Audience> topologies = EnumSet.copyOf(Audience.TOPOLOGIES);
    topologies.retainAll(others);
    others.removeAll(topologies);
    // Who has it among the effects is not to act on it twice.
    Headers own = with(headers, others);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(2);
    records.add(record(topicOf(row), row, own));
    if (others.contains(Audience.COMPLETIONS)) {
      for (Completion completion : Completion.of(TransitionCodec.open(payload))) {
        records.add(record(completion, row, headers));
      }
    }
    return new Records(
        records,
        topologies.isEmpty()
            ? List.of()
            : List.of(record(effects, row, with(headers, topologies))));
  }

  private static boolean isTransition(OutboxRow row) {
    return row.type().equals(Transition.TYPE)
        && row.aggregateType().equals(Topics.TRANSITIONS.suffix());
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, OutboxRow row, Headers headers) {
    return new ProducerRecord<>(
        topic,
        row.partition(),
        row.createdAt().toEpochMilli(),
        utf8(row.aggregateId()),
        row.payload(),
        headers);
  }

  private static Headers with(Headers headers, Set<Audience> audience) {
    Headers copy = new RecordHeaders(headers);
    Audience.write(audience, copy);
    return copy;
  }

  private ProducerRecord<byte[], byte[]> record(
      Completion completion, OutboxRow row, Headers cause) {
    RecordHeaders headers = new RecordHeaders();
    CloudEvents.write(
        completion.headers(CloudEvents.read(cause, CloudEvents.TRACE_PARENT)), headers);
    return new ProducerRecord<>(
        completions,
        null,
        row.createdAt().toEpochMilli(),
        utf8(completion.key()),
        Json.bytes(completion),
        headers);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
