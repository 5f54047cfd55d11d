package io.millrace.app.bench;

import io.millrace.client.KafkaLog;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.TaskCompleted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How long it took from one task's end until the next one of the instance began, by the worker's
 * own clock: its results say both. They are read when all is over, for reading along would take
 * from the processors that are measured.
 */
final class Hops implements AutoCloseable {

  private final KafkaLog.Tail results;

  /** Of the results that are written from now on. */
  Hops(KafkaLog log, String prefix) {
    this.results = log.tail(Topics.RESULTS.name(prefix));
  }

  /** The hops of those instances, whose tasks ran one after the other and have all ended. */
  Latencies of(Collection<Long> instances) {
    Map<Long, Map<Integer, TaskCompleted>> tasks = new HashMap<>();
    instances.forEach(id -> tasks.put(id, new TreeMap<>()));
    while (!results.atEnd()) {
      results.next().forEach(record -> note(record, tasks));
    }
    return Latencies.ofNanos(
        tasks.values().stream()
            .flatMap(each -> between(each.values()).stream())
            .mapToLong(Duration::toNanos));
  }

  private static void note(
      ConsumerRecord<byte[], byte[]> record, Map<Long, Map<Integer, TaskCompleted>> tasks) {
    try {
      if (Json.read(record.value(), Result.class) instanceof TaskCompleted task) {
        Map<Integer, TaskCompleted> ofInstance = tasks.get(task.instanceId().value());
        if (ofInstance != null) {
          // A task that was delivered twice counted once: the first time.
          ofInstance.putIfAbsent(task.nodeNo().value(), task);
        }
      }
    } catch (MalformedMessage e) {
      // Not of this bench.
    }
  }

  /** From the end of each task to the start of the one after it. */
  static List<Duration> between(Collection<TaskCompleted> tasks) {
    List<TaskCompleted> inOrder =
        tasks.stream().sorted(Comparator.comparing(TaskCompleted::startedAt)).toList();
    List<Duration> hops = new ArrayList<>();
    for (int i = 1; i < inOrder.size(); i++) {
      hops.add(Duration.between(inOrder.get(i - 1).finishedAt(), inOrder.get(i).startedAt()));
    }
    return hops;
  }

  @Override
  public void close() {
    results.close();
  }
}
