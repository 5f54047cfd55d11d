package io.millrace.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The engine's times have milliseconds, like MySQL's columns and JSON's readers. */
final class Times {

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Times() {}

  /** The same time in milliseconds, at the latest the last that MySQL knows. */
  static Instant millis(Instant time) {
    return time.isAfter(LATEST) ? LATEST : time.truncatedTo(ChronoUnit.MILLIS);
  }

  static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }

  static @Nullable Instant optionalMillis(@Nullable Instant time) {
    return time == null ? null : millis(time);
  }
}
