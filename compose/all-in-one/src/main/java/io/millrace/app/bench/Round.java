package io.millrace.app.bench;

import io.millrace.app.bench.Ledger.End;
import io.millrace.client.ClientFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Instances that are started and measured together. */
final class Round {

  private final Ledger ledger;
  private final int expected;
  private final Map<Long, Long> sentAt = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Exception> fault = new AtomicReference<>();

  /** A round of so many instances. */
  Round(Ledger ledger, int expected) {
    this.ledger = ledger;
    this.expected = expected;
  }

  /** Kafka took a start event that was sent at that nanosecond. */
  void started(long id, long nanos) {
    sentAt.put(id, nanos);
  }

  /** Kafka did not take a start event. */
  void refused(Exception why) {
    fault.compareAndSet(null, why);
  }

  /** How many instances it has. */
  int expected() {
    return expected;
  }

  /** The instances whose start events Kafka has. */
  Collection<Long> ids() {
    return sentAt.keySet();
  }

  /**
   * How many have ended.
   *
   * @throws ClientFault if Kafka refused a start event
   */
  int ended() {
    Exception why = fault.get();
    if (why != null) {
      throw new ClientFault("Kafka does not take a start event: " + why.getMessage(), why);
    }
    return (int) ends().count();
  }

  /** The ends so far. */
  Stream<End> ends() {
    return ids().stream().map(ledger::end).filter(Objects::nonNull);
  }

  /** When the start event of an instance of this round was sent. */
  long sentAt(long id) {
    return Objects.requireNonNull(sentAt.get(id), "an instance of this round");
  }

  /** The end of an instance of this round that has ended. */
  End end(long id) {
    return Objects.requireNonNull(ledger.end(id), "an instance that has ended");
  }

  /** From the first start event to the last completion event. */
  double seconds() {
    long first = sentAt.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    long last = ends().mapToLong(End::nanos).max().orElseThrow();
    return (last - first) / 1e9;
  }

  /**
   * From the decision that ended each instance until its completion event was read: commit in
   * MySQL, binlog, relay, Kafka. The decision's time is that of its batch, in milliseconds.
   *
   * @param clock of the machine, which is the engine's too
   */
  Latencies told(Clock clock) {
    long nanos = System.nanoTime();
    Instant now = clock.instant();
    return Latencies.ofNanos(
        ends()
            .mapToLong(
                end ->
                    Duration.between(end.completedAt(), now.minusNanos(nanos - end.nanos()))
                        .toNanos()));
  }

  /** From each start event to its completion event. */
  Latencies latencies() {
    return Latencies.ofNanos(
        sentAt.entrySet().stream()
            .mapToLong(
                started -> {
                  End end = ledger.end(started.getKey());
                  return end == null ? -1 : end.nanos() - started.getValue();
                })
            .filter(nanos -> nanos >= 0));
  }
}
