package io.millrace.intake;

import java.util.concurrent.atomic.LongAdder;

/** What intake has done since it began; shared by its loops. All times are in nanoseconds. */
public final class IntakeMetrics {

  /** Records taken in. */
  public final LongAdder records = new LongAdder();

  /** Timers handled. */
  public final LongAdder timers = new LongAdder();

  /** Transactions committed. */
  public final LongAdder batches = new LongAdder();

  /** Transitions written. */
  public final LongAdder transitions = new LongAdder();

  /** Records that became dead letters. */
  public final LongAdder deadLetters = new LongAdder();

  /** Messages that changed nothing: duplicates, late results. */
  public final LongAdder ignored = new LongAdder();

  /** Rows written. */
  public final LongAdder rows = new LongAdder();

  /** Statements sent in committed write transactions. */
  public final LongAdder statements = new LongAdder();

  /** Instances read from MySQL because they were not cached. */
  public final LongAdder loads = new LongAdder();

  /** Transactions repeated after a deadlock or the like. */
  public final LongAdder retries = new LongAdder();

  /** Times that a loop gave up what it had under way: MySQL away, partition lost. */
  public final LongAdder abandoned = new LongAdder();

  /** Time spent reading messages. */
  public final LongAdder decodeNanos = new LongAdder();

  /** Time spent reading MySQL. */
  public final LongAdder loadNanos = new LongAdder();

  /** Time spent deciding and sealing. */
  public final LongAdder decideNanos = new LongAdder();

  /** Time spent writing, the commit included. */
  public final LongAdder writeNanos = new LongAdder();

  /** How the time of a batch divides, for people. */
  public String perBatch() {
    long n = Math.max(1, batches.sum());
    return "batches=%d records/batch=%.1f rows/batch=%.1f statements/batch=%.1f decode=%.2fms load=%.2fms decide=%.2fms write=%.2fms"
        .formatted(
            batches.sum(),
            (double) records.sum() / n,
            (double) rows.sum() / n,
            (double) statements.sum() / n,
            millis(decodeNanos, n),
            millis(loadNanos, n),
            millis(decideNanos, n),
            millis(writeNanos, n));
  }

  private static double millis(LongAdder nanos, long n) {
    return nanos.sum() / 1e6 / n;
  }
}
