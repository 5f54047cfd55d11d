package io.millrace.app.bench;

import java.util.stream.LongStream;

/** How long each of many things took. */
final class Latencies {

  private static final double NANOS_PER_MILLI = 1e6;

  private final long[] sorted;

  private Latencies(long[] sorted) {
    this.sorted = sorted;
  }

  /** Of durations in nanoseconds, in any order. */
  static Latencies ofNanos(LongStream nanos) {
    return new Latencies(nanos.sorted().toArray());
  }

  /** How many there are. */
  int count() {
    return sorted.length;
  }

  /**
   * The smallest duration that so many per cent do not exceed, in milliseconds: one that was
   * measured, never one between two.
   *
   * @param percent above 0, at most 100
   * @throws IllegalStateException if nothing was measured
   */
  double percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent must be above 0, at most 100, was " + percent);
    }
    needSome();
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
  }

  /**
   * The mean in milliseconds.
   *
   * @throws IllegalStateException if nothing was measured
   */
  double mean() {
    needSome();
    return LongStream.of(sorted).average().orElseThrow() / NANOS_PER_MILLI;
  }

  private void needSome() {
    if (sorted.length == 0) {
      throw new IllegalStateException("nothing was measured");
    }
  }
}
