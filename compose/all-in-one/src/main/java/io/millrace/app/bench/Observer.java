package io.millrace.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.client.KafkaLog;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads transitions, tasks and results as they come, and keeps when each was there. */
final class Observer implements AutoCloseable {

  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * The trace of an instance; all times are as {@link System#nanoTime} tells, those of other
   * processes to the millisecond.
   *
   * @param decided when the engine decided each transition
   * @param published when each transition was read
   * @param tasks when each task was read
   * @param results when the worker sent each result
   */
  record Trace(List<Long> decided, List<Long> published, List<Long> tasks, List<Long> results) {

    Trace() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Whether it is one of so many tasks in a row, each with its result, and nothing else. */
    boolean isOf(int tasksInARow) {
      return decided.size() == tasksInARow + 1
          && tasks.size() == tasksInARow
          && results.size() == tasksInARow;
    }
  }

  private final Clock clock;
  private final String transitions;
  private final String results;
  private final Map<Long, Trace> traces = new ConcurrentHashMap<>();
  private final List<Thread> readers = new ArrayList<>();
  private volatile boolean closed;

  /** Begins to read what comes from now on. */
  Observer(KafkaLog log, String prefix, Clock clock) {
    this.clock = clock;
    this.transitions = Topics.TRANSITIONS.name(prefix);
    this.results = Topics.RESULTS.name(prefix);
    for (String topic : List.of(transitions, results, Topics.tasks("noop").name(prefix))) {
      KafkaLog.Tail tail = log.tail(topic);
      readers.add(
          Thread.ofPlatform().name("observer-" + topic).daemon().start(() -> readAll(tail)));
    }
  }

  private void readAll(KafkaLog.Tail tail) {
    try (tail) {
      while (!closed) {
        var records = tail.next();
        long now = System.nanoTime();
        records.forEach(record -> note(record, now));
      }
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> record, long now) {
    JsonNode message;
    try {
      message = Json.read(record.value(), JsonNode.class);
    } catch (MalformedMessage e) {
      return;
    }
    Trace trace =
        traces.computeIfAbsent(message.path("instanceId").asLong(), instance -> new Trace());
    // Each list is filled by one thread, the reader of its topic.
    if (record.topic().equals(transitions)) {
      trace.decided().add(nanos(Instant.parse(message.path("at").asText())));
      trace.published().add(now);
    } else if (!record.topic().equals(results)) {
      trace.tasks().add(now);
    } else if (message.path("type").asText().equals("task.completed")) {
      trace.results().add(nanos(Instant.ofEpochMilli(record.timestamp())));
    }
  }

  private long nanos(Instant wall) {
    long ago = clock.millis() - wall.toEpochMilli();
    return System.nanoTime() - ago * NANOS_PER_MILLI;
  }

  /** Stops reading and returns what was seen, by instance. */
  Map<Long, Trace> traces() throws InterruptedException {
    close();
    for (Thread reader : readers) {
      reader.join();
    }
    return Map.copyOf(traces);
  }

  @Override
  public void close() {
    closed = true;
  }
}
