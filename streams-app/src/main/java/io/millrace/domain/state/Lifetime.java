package io.millrace.domain.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times of an instance, in milliseconds.
 *
 * @param startedAt when nodes might run for the first time, or null before
 * @param completedAt when it ended, or null before
 * @param pausedAt since when it is held, or null
 * @param dueAt when its time runs out or, before it has started, when it may start; null for never
 * @param updatedAt the last event
 */
public record Lifetime(
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable Instant pausedAt,
    @Nullable Instant dueAt,
    Instant updatedAt) {

  static Lifetime created(Instant at, @Nullable Instant notBefore) {
    return new Lifetime(null, null, null, notBefore, at);
  }

  Lifetime started(Instant at, @Nullable Instant due) {
    return new Lifetime(at, null, null, due, at);
  }

  Lifetime paused(Instant at) {
    return new Lifetime(startedAt, completedAt, at, dueAt, at);
  }

  Lifetime goingOn(Instant at, @Nullable Instant due) {
    return new Lifetime(startedAt, null, null, due, at);
  }

  Lifetime ended(Instant at) {
    return new Lifetime(startedAt, at, null, null, at);
  }

  Lifetime withoutTimeout() {
    return new Lifetime(startedAt, completedAt, pausedAt, null, updatedAt);
  }

  Lifetime touched(Instant at) {
    return at.equals(updatedAt) ? this : new Lifetime(startedAt, completedAt, pausedAt, dueAt, at);
  }
}
