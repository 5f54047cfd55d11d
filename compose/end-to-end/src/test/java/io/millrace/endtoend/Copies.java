package io.millrace.endtoend;

import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.client.KafkaLog;
import io.millrace.contract.Json;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.contract.message.TaskHeartbeat;
import io.millrace.contract.message.TaskStarted;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Says some of what workers say a second time, and contradicts some of it when it is too late: a
 * worker that was thought dead may do so.
 */
final class Copies implements AutoCloseable {

  private static final String MARK = "copy";
  private static final int ONE_IN = 4;
  private static final long LATE_NANOS = 100_000_000;

  private final KafkaLog.Tail results;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Deque<Late> late = new ArrayDeque<>();
  private final Thread thread = Thread.ofPlatform().name("copies").unstarted(this::copyOn);
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private volatile boolean closed;
  private final AtomicInteger count = new AtomicInteger();

  private record Late(long due, ProducerRecord<byte[], byte[]> record) {}

  private Copies(KafkaLog.Tail results, KafkaProducer<byte[], byte[]> producer) {
    this.results = results;
    this.producer = producer;
  }

  /** Of what is said from now on. */
  static Copies fromNow(RunningMillrace millrace) {
    KafkaLog.Tail results = millrace.log().tail(Topics.RESULTS.name(millrace.addresses().prefix()));
    Copies copies = new Copies(results, Batch.producer(millrace));
    copies.thread.start();
    return copies;
  }

  /** How many there were. */
  int count() {
    return count.get();
  }

  private void copyOn() {
    while (!closed) {
      results.next().forEach(this::copy);
      while (!late.isEmpty() && late.peek().due() <= System.nanoTime()) {
        send(late.remove().record());
      }
    }
  }

  private void copy(ConsumerRecord<byte[], byte[]> record) {
    if (record.headers().lastHeader(MARK) != null) {
      return;
    }
    Result result = Json.read(record.value(), Result.class);
    int chance = Math.floorMod(Objects.hash(result.nodeNo(), result.attempt()), ONE_IN);
    if (chance == 0) {
      send(record(record, record.value()));
    }
    Result other = contradiction(result);
    if (chance <= 1 && other != null) {
      late.add(new Late(System.nanoTime() + LATE_NANOS, record(record, Json.bytes(other))));
    }
  }

  private static @Nullable Result contradiction(Result result) {
    return switch (result) {
      case TaskCompleted done -> contradiction(done, done.startedAt(), done.finishedAt());
      case TaskFailed failed -> contradiction(failed, failed.startedAt(), failed.finishedAt());
      case TaskStarted unused -> null;
      case TaskHeartbeat unused -> null;
    };
  }

  private static Result contradiction(Result of, Instant startedAt, Instant finishedAt) {
    return new TaskCompleted(
        of.instanceId(),
        of.nodeNo(),
        of.attempt(),
        of.claimId(),
        of.engineId(),
        startedAt,
        finishedAt,
        TextNode.valueOf("contradicts"));
  }

  private static ProducerRecord<byte[], byte[]> record(
      ConsumerRecord<byte[], byte[]> of, byte[] value) {
    ProducerRecord<byte[], byte[]> copy =
        new ProducerRecord<>(of.topic(), of.partition(), of.key(), value);
    of.headers().forEach(copy.headers()::add);
    copy.headers().add(MARK, new byte[0]);
    return copy;
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    sent.add(producer.send(record));
    count.incrementAndGet();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    results.close();
    sent.forEach(Batch::taken);
    producer.close();
  }
}
