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
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Turns a row into its records: the row itself, byte for byte, and behind a transition that ends an
 * instance what the world is told of it. Both go in one Kafka transaction, so a completion is on
 * its topic exactly once, as soon as its transition is.
 */
public final class RecordMapping {

  private final String topicPrefix;
  private final String completions;

  /** Routes to topics called {@code topicPrefix + "." + aggregatetype}. */
  public RecordMapping(String topicPrefix) {
    this.topicPrefix = topicPrefix + ".";
    this.completions = Topics.COMPLETIONS.name(topicPrefix);
  }

  /** The topic that the row is routed to. */
  public String topicOf(OutboxRow row) {
    return topicPrefix + row.aggregateType();
  }

  /**
   * The row's own record, at the time when the row was written, and what follows from it.
   *
   * @throws MalformedMessage if the row tells of an end, and is no transition that this release can
   *     read
   */
  public List<ProducerRecord<byte[], byte[]>> recordsOf(OutboxRow row) {
    Headers headers = RecordHeaderMapping.headersOf(row);
    ProducerRecord<byte[], byte[]> own =
        new ProducerRecord<>(
            topicOf(row),
            row.partition(),
            row.createdAt().toEpochMilli(),
            utf8(row.aggregateId()),
            row.payload(),
            headers);
    byte[] payload = row.payload();
    if (payload == null || !tellsOfAnEnd(row, headers)) {
      return List.of(own);
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(2);
    records.add(own);
    for (Completion completion : Completion.of(TransitionCodec.open(payload))) {
      records.add(record(completion, row, headers));
    }
    return records;
  }

  private static boolean tellsOfAnEnd(OutboxRow row, Headers headers) {
    return row.type().equals(Transition.TYPE)
        && row.aggregateType().equals(Topics.TRANSITIONS.suffix())
        && Audience.of(headers).contains(Audience.COMPLETIONS);
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
