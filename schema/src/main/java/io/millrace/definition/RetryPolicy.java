package io.millrace.definition;

import java.time.Duration;

/**
 * How often and after which pauses a node is tried again.
 *
 * @param maxRetries how many attempts may follow the first
 * @param delay the pause before the first retry
 * @param backoff how the pauses grow
 * @param multiplier by how much they grow when they grow exponentially
 * @param maxDelay the longest pause, before jitter
 * @param jitter the share (0 to 1) by which a pause may be shorter or longer
 */
public record RetryPolicy(
    int maxRetries,
    Duration delay,
    Backoff backoff,
    double multiplier,
    Duration maxDelay,
    double jitter) {

  /** 3 retries after 1 s, 2 s, 4 s, each ± 10 %, never more than 60 s. */
  public static final RetryPolicy DEFAULTS =
      new RetryPolicy(
          3, Duration.ofSeconds(1), Backoff.EXPONENTIAL, 2, Duration.ofSeconds(60), 0.1);

  /** How pauses grow. */
  public enum Backoff {
    /** Not at all. */
    FIXED,
    /** By the first pause each time. */
    LINEAR,
    /** By the multiplier each time. */
    EXPONENTIAL,
    /** As EXPONENTIAL, with more chance in it. */
    JITTER
  }

  /** The same without retries. */
  public RetryPolicy never() {
    return new RetryPolicy(0, delay, backoff, multiplier, maxDelay, jitter);
  }

  /**
   * The pause before a retry.
   *
   * @param retry which retry, from 1
   * @param random from 0 inclusive to 1 exclusive; 0.5 gives the pause without jitter
   */
  public Duration pauseBefore(int retry, double random) {
    double factor =
        switch (backoff) {
          case FIXED -> 1;
          case LINEAR -> retry;
          case EXPONENTIAL, JITTER -> Math.pow(multiplier, retry - 1);
        };
    double millis = Math.min(delay.toMillis() * factor, (double) maxDelay.toMillis());
    return Duration.ofMillis(Math.round(millis * (1 + jitter * (2 * random - 1))));
  }
}
