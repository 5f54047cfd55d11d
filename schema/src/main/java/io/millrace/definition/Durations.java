package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads durations and instants as definitions and evaluated configs give them. */
public final class Durations {

  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Durations() {}

  /**
   * Reads a number of milliseconds or an ISO-8601 duration such as {@code PT5M}.
   *
   * @throws IllegalArgumentException when it is neither, negative, or longer than 100 years; the
   *     message names the value and the rule
   */
  public static Duration duration(JsonNode value) {
    Duration duration;
    if (value.isNumber() && value.decimalValue().abs().compareTo(millis(LONGEST)) <= 0) {
      duration = Duration.ofMillis(Math.round(value.doubleValue()));
    } else {
      duration = parse(value);
    }
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a duration must be between 0 and 100 years, not " + value);
    }
    return duration;
  }

  private static BigDecimal millis(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis());
  }

  private static Duration parse(JsonNode value) {
    try {
      if (value.isTextual()) {
        return Duration.parse(value.textValue());
      }
    } catch (DateTimeParseException e) {
      throw notADuration(value);
    }
    throw notADuration(value);
  }

  private static IllegalArgumentException notADuration(JsonNode value) {
    return new IllegalArgumentException(
        "a duration must be milliseconds or an ISO-8601 duration such as \"PT5M\", not "
            + Pointers.shown(value));
  }

  /**
   * Reads an ISO-8601 instant such as {@code 2026-11-22T10:00:00Z}, with any offset, or
   * milliseconds since 1970.
   *
   * @throws IllegalArgumentException when it is neither, or after the year 9999; the message names
   *     the value and the rule
   */
  public static Instant instant(JsonNode value) {
    Instant instant = parsedInstant(value);
    if (instant.isAfter(LAST)) {
      throw new IllegalArgumentException(
          "a point in time must not be after the year 9999, was " + Pointers.shown(value));
    }
    return instant;
  }

  private static Instant parsedInstant(JsonNode value) {
    try {
      if (value.isNumber() && value.canConvertToLong()) {
        return Instant.ofEpochMilli(value.longValue());
      }
      if (value.isTextual()) {
        return OffsetDateTime.parse(value.textValue()).toInstant();
      }
    } catch (DateTimeException e) {
      throw notAnInstant(value);
    }
    throw notAnInstant(value);
  }

  private static IllegalArgumentException notAnInstant(JsonNode value) {
    return new IllegalArgumentException(
        "a point in time must be ISO-8601 such as \"2026-11-22T10:00:00Z\" or milliseconds since"
            + " 1970, not "
            + Pointers.shown(value));
  }
}
