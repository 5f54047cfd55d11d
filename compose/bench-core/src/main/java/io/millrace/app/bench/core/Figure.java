package io.millrace.app.bench.core;

/**
 * What one benchmark measured.
 *
 * @param benchmark what was done, as {@code json.decode} or {@code decide.START_OF_W1}
 * @param nanosPerOperation mean of the iterations
 * @param error half the width of the 99.9 % confidence interval, in nanoseconds
 * @param iterations how many were measured
 * @param events how many events one operation decides; 0 if it decides nothing
 */
public record Figure(
    String benchmark, double nanosPerOperation, double error, int iterations, int events) {

  /** How many of them one thread does in a second. */
  public double operationsPerSecond() {
    return 1e9 / nanosPerOperation;
  }
}
