package io.millrace.relay.outbox;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.message.Audience;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.TransitionCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Turns an effect's record into those of its tasks, as the dispatch topology would. */
public final class TaskMapping {

  private final String topicPrefix;

  /** With what the names of topics start with. */
  public TaskMapping(String topicPrefix) {
    this.topicPrefix = topicPrefix;
  }

  /**
   * The tasks of an effect. Empty if there are none, if a worker is to be chosen for one of them,
   * and if the record cannot be read: all that is the topology's business.
   */
  public List<ProducerRecord<byte[], byte[]>> tasksOf(ProducerRecord<byte[], byte[]> effect) {
    if (!Audience.of(effect.headers()).contains(Audience.DISPATCH)) {
      return List.of();
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(1);
    for (Task task : read(effect.value())) {
      if (!task.forAnyone()) {
        return List.of();
      }
      records.add(recordOf(task, effect));
    }
    return records;
  }

  /** Whether nothing is left of an effect when its tasks are out. */
  public static boolean isAllTasks(ProducerRecord<byte[], byte[]> effect) {
    return Audience.of(effect.headers()).equals(EnumSet.of(Audience.DISPATCH));
  }

  /** What is left of an effect when its tasks are out; empty if nothing is. */
  public static Optional<ProducerRecord<byte[], byte[]>> withoutTasks(
      ProducerRecord<byte[], byte[]> effect) {
    Set<Audience> left = Audience.of(effect.headers());
    left.remove(Audience.DISPATCH);
    Audience.write(left, effect.headers());
    return left.isEmpty() ? Optional.empty() : Optional.of(effect);
  }

  private static List<Task> read(byte[] effect) {
    try {
      return Task.of(TransitionCodec.open(effect));
    } catch (MalformedMessage unreadable) {
      return List.of();
    }
  }

  private ProducerRecord<byte[], byte[]> recordOf(
      Task task, ProducerRecord<byte[], byte[]> effect) {
    Headers headers = new RecordHeaders();
    CloudEvents.write(
        task.headers(
            Instant.ofEpochMilli(effect.timestamp()),
            CloudEvents.read(effect.headers(), CloudEvents.TRACE_PARENT)),
        headers);
    return new ProducerRecord<>(
        task.topic().name(topicPrefix),
        null,
        effect.timestamp(),
        utf8(task.key()),
        Json.bytes(task),
        headers);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
