package io.millrace.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads times as RFC 3339 writes them, from 1970 to 9999, and nothing that merely resembles a time.
 *
 * <p>Digits after the milliseconds are dropped: MySQL keeps no more, and an instance that is folded
 * from its events must equal its rows.
 */
final class Rfc3339 extends StdScalarDeserializer<Instant> {

  private static final long serialVersionUID = 1L;

  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");

  /** How it is written if its milliseconds are 0; everywhere else a digit has its place. */
  private static final String SECONDS = "0000-00-00T00:00:00Z";

  private static final String MILLIS = "0000-00-00T00:00:00.000Z";
  private static final int HOURS = 24;
  private static final int SIXTY = 60;

  Rfc3339() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (Instant) context.handleUnexpectedToken(Instant.class, parser);
    }
    String text = parser.getText();
    try {
      Instant time = asMillraceWrites(text);
      if (time == null) {
        time =
            DateTimeFormatter.ISO_INSTANT.parse(text, Instant::from).truncatedTo(ChronoUnit.MILLIS);
      }
      if (isKept(time)) {
        return time;
      }
    } catch (DateTimeException e) {
      // Said below, for both ways of being wrong.
    }
    return (Instant) context.handleWeirdStringValue(Instant.class, text, "no such time");
  }

  /**
   * By hand: every message has times, and the formatter takes longer for one of them than Jackson
   * for all other fields of an event. What is written in another way is left to the formatter.
   *
   * @return null if it is written in another way, or is before 1970
   * @throws DateTimeException if there is no such day
   */
  static @Nullable Instant asMillraceWrites(String text) {
    boolean withMillis = text.length() == MILLIS.length();
    if (!fits(text, withMillis ? MILLIS : SECONDS)) {
      return null;
    }
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (hour >= HOURS || minute >= SIXTY || second >= SIXTY) {
      return null;
    }
    long days =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    long seconds = ((days * HOURS + hour) * SIXTY + minute) * SIXTY + second;
    Instant time =
        Instant.ofEpochSecond(seconds, withMillis ? number(text, 20, 23) * 1_000_000L : 0);
    return isKept(time) ? time : null;
  }

  private static boolean isKept(Instant time) {
    return !time.isBefore(Instant.EPOCH) && !time.isAfter(END);
  }

  private static boolean fits(String text, String pattern) {
    if (text.length() != pattern.length()) {
      return false;
    }
    for (int i = 0; i < pattern.length(); i++) {
      char c = text.charAt(i);
      boolean fit = pattern.charAt(i) == '0' ? c >= '0' && c <= '9' : c == pattern.charAt(i);
      if (!fit) {
        return false;
      }
    }
    return true;
  }

  private static int number(String digits, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + digits.charAt(i) - '0';
    }
    return number;
  }
}
