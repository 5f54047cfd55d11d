package io.millrace.domain;

import io.millrace.definition.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An executor that failed lately.
 *
 * @param failures how many attempts in a row failed
 * @param failedAt when the last one did
 * @param probes how many attempts were handed out since
 * @param probedAt when the last one was, or null if none was
 */
public record Circuit(int failures, Instant failedAt, int probes, @Nullable Instant probedAt) {

  /** After the first failure. */
  static Circuit failed(Instant at) {
    return new Circuit(1, at, 0, null);
  }

  /** After another failure. */
  Circuit failedAgain(Instant at) {
    return new Circuit(failures + 1, at, 0, null);
  }

  /** After an attempt was handed out. */
  Circuit probed(Instant at) {
    return new Circuit(failures, failedAt, probes + 1, at);
  }

  /** Until when a breaker keeps attempts back, or null if it lets one through now. */
  @Nullable Instant heldUntil(CircuitBreaker breaker, Instant now) {
    if (failures < breaker.failureThreshold()) {
      return null;
    }
    Instant halfOpen = failedAt.plus(breaker.timeout());
    if (now.isBefore(halfOpen)) {
      return halfOpen;
    }
    // A probe whose result never comes must not keep the circuit open for ever.
    boolean lost = probedAt != null && !now.isBefore(probedAt.plus(breaker.timeout()));
    return probes < breaker.halfOpenMaxCalls() || lost ? null : now.plus(pause(breaker));
  }

  private static Duration pause(CircuitBreaker breaker) {
    Duration tenth = breaker.timeout().dividedBy(10);
    return tenth.toMillis() < 100 ? Duration.ofMillis(100) : tenth;
  }
}
