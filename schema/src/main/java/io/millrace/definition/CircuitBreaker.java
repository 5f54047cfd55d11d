package io.millrace.definition;

import java.time.Duration;

/**
 * When an executor is left alone.
 *
 * @param failureThreshold failures in a row that open it, at least 1
 * @param timeout how long it stays open
 * @param halfOpenMaxCalls how many attempts are let through after that, to see whether it works
 *     again
 */
public record CircuitBreaker(int failureThreshold, Duration timeout, int halfOpenMaxCalls) {

  /** 5 failures, 60 s, 1 call. */
  public static final CircuitBreaker DEFAULTS = new CircuitBreaker(5, Duration.ofSeconds(60), 1);
}
