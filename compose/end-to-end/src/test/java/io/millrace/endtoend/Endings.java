package io.millrace.endtoend;

import static org.assertj.core.api.Assertions.fail;

import io.millrace.client.KafkaLog;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Completion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The completion events from a moment on, as any consumer of committed records sees them. */
final class Endings implements AutoCloseable {

  private static final int EXAMPLES = 5;

  private final KafkaLog.Tail tail;
  private final Set<InstanceId> seen = new HashSet<>();

  private Endings(KafkaLog.Tail tail) {
    this.tail = tail;
  }

  /** Those that come from now on. */
  static Endings fromNow(RunningMillrace millrace) {
    return new Endings(millrace.log().tail(topic(millrace)));
  }

  /** Waits until these have ended. */
  void await(Collection<InstanceId> ids, Duration limit) {
    await(() -> seen.containsAll(ids), limit, () -> missing(ids));
  }

  /** Waits until so many of these have ended. */
  void await(Collection<InstanceId> ids, int count, Duration limit) {
    await(() -> ids.size() - missing(ids).size() >= count, limit, () -> missing(ids));
  }

  /** Reads on for a while. */
  void listen(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      readOn();
    }
  }

  private void readOn() {
    tail.next().forEach(record -> seen.add(read(record).instanceId()));
  }

  private void await(BooleanSupplier enough, Duration limit, Supplier<Set<InstanceId>> missing) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!enough.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        Set<InstanceId> open = missing.get();
        fail(
            "%d instances have not ended after %s, such as %s",
            open.size(), limit, open.stream().limit(EXAMPLES).toList());
      }
      readOn();
    }
  }

  private Set<InstanceId> missing(Collection<InstanceId> ids) {
    Set<InstanceId> missing = new HashSet<>(ids);
    missing.removeAll(seen);
    return missing;
  }

  /** All completion events that there are, by instance. */
  static Map<InstanceId, List<Completion>> all(RunningMillrace millrace) {
    Map<InstanceId, List<Completion>> all = new HashMap<>();
    for (TopicPartition partition : millrace.log().partitions(topic(millrace))) {
      try (KafkaLog.Tail tail = millrace.log().from(partition, null)) {
        List<ConsumerRecord<byte[], byte[]>> records;
        do {
          records = tail.next();
          for (ConsumerRecord<byte[], byte[]> record : records) {
            Completion completion = read(record);
            all.computeIfAbsent(completion.instanceId(), id -> new ArrayList<>()).add(completion);
          }
        } while (!records.isEmpty() || !tail.atEnd());
      }
    }
    return all;
  }

  private static Completion read(ConsumerRecord<byte[], byte[]> record) {
    return Json.read(record.value(), Completion.class);
  }

  private static String topic(RunningMillrace millrace) {
    return Topics.COMPLETIONS.name(millrace.addresses().prefix());
  }

  @Override
  public void close() {
    tail.close();
  }
}
