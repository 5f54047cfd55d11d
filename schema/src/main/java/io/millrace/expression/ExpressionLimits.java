package io.millrace.expression;

import java.time.Duration;

/**
 * The bounds of every expression.
 *
 * @param sourceBytes the longest source text, in UTF-8 bytes
 * @param time how long an evaluation may work; processor time where the JVM tells it, and not
 *     looked at during the first few hundred steps
 * @param steps the longest evaluation in steps: one for each call, list element visited and 16
 *     characters made. The same on every machine
 * @param resultBytes the largest result and the largest text made on the way, as JSON in UTF-8
 *     bytes (estimated from below)
 * @param resultDepth how deep a result may be nested
 */
public record ExpressionLimits(
    int sourceBytes, Duration time, long steps, int resultBytes, int resultDepth) {

  /** 4 KiB, 100 ms, 2 million steps, 1 MiB, 64 levels: what a message may have. */
  public static final ExpressionLimits DEFAULTS =
      new ExpressionLimits(4096, Duration.ofMillis(100), 2_000_000, 1 << 20, 64);

  /** Refuses bounds that would refuse everything. */
  public ExpressionLimits {
    if (sourceBytes < 1 || steps < 1 || resultBytes < 1 || resultDepth < 1) {
      throw new IllegalArgumentException("every limit of expressions must be at least 1");
    }
    if (!time.isPositive()) {
      throw new IllegalArgumentException("the time limit of expressions must be positive: " + time);
    }
  }
}
