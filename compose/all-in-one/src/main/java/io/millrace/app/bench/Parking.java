package io.millrace.app.bench;

import io.millrace.client.ClientFault;
import io.millrace.jdbc.JdbcRunner;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Starts instances that go no further than their first node. They never complete, so what tells
 * that one was taken is the engine's position in the topic of start events.
 */
final class Parking {

  /** So many at a time are on their way; what Kafka holds of them is not what is measured. */
  private static final int CHUNK = 20_000;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Duration TELL_AGAIN = Duration.ofSeconds(5);
  private static final Duration STALL = Duration.ofSeconds(60);

  private final Driver driver;
  private final JdbcRunner runner;
  private final String starts;
  private final Consumer<String> progress;

  Parking(Driver driver, JdbcRunner runner, String starts, Consumer<String> progress) {
    this.driver = driver;
    this.runner = runner;
    this.starts = starts;
    this.progress = progress;
  }

  /** Returns when the engine has taken that many. */
  void fill(int count) throws InterruptedException {
    long before = taken();
    long begin = System.nanoTime();
    long toldAt = begin;
    long changedAt = begin;
    long sent = 0;
    long parked = 0;
    while (parked < count) {
      if (sent < count && sent - parked < CHUNK) {
        int chunk = (int) Math.min(CHUNK, count - sent);
        driver.park(chunk);
        sent += chunk;
      }
      long now = taken() - before;
      if (now > parked) {
        parked = now;
        changedAt = System.nanoTime();
      } else if (System.nanoTime() - changedAt > STALL.toNanos()) {
        throw new ClientFault(
            "P: %,d of %,d instances are parked, and no more for %d s"
                .formatted(parked, count, STALL.toSeconds()));
      }
      if (System.nanoTime() - toldAt > TELL_AGAIN.toNanos()) {
        toldAt = System.nanoTime();
        progress.accept(told(parked, count, (toldAt - begin) / 1e9));
      }
      Thread.sleep(LOOK_AGAIN);
    }
    progress.accept(told(parked, count, (System.nanoTime() - begin) / 1e9));
  }

  /** How far it is, how fast, and how long it will still take. */
  static String told(long parked, int count, double seconds) {
    double perSecond = parked / seconds;
    return String.format(
        Locale.ROOT,
        "P: %,d of %,d parked, %,.0f/s%s",
        parked,
        count,
        perSecond,
        parked == 0 || parked >= count
            ? ""
            : String.format(Locale.ROOT, ", %,.0f s to go", (count - parked) / perSecond));
  }

  private long taken() {
    return runner
        .inTransaction(
            transaction ->
                transaction.query(
                    "SELECT COALESCE(SUM(next_offset), 0) FROM intake_positions WHERE topic = ?",
                    List.of(starts),
                    row -> row.getLong(1)))
        .getFirst();
  }
}
