package io.millrace.app.bench.core;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;

/**
 * What one benchmark measured.
 *
 * @param benchmark what was done, as {@code json.decode} or {@code decide.START_OF_W1}
 * @param nanosPerOperation mean of the iterations
 * @param error half the width of the 99.9 % confidence interval, in nanoseconds; null if too few
 *     were measured to tell
 * @param iterations how many were measured
 * @param events how many events one operation decides; 0 if it decides nothing
 */
public record Figure(
    String benchmark,
    double nanosPerOperation,
    @Nullable Double error,
    int iterations,
    int events) {

  /** How many of them one thread does in a second. */
  public double operationsPerSecond() {
    return 1e9 / nanosPerOperation;
  }

  static @Nullable Double error(Result<?> result) {
    return Double.isFinite(result.getScoreError()) ? (Double) result.getScoreError() : null;
  }
}
