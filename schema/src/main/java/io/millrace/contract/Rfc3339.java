package io.millrace.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Reads times as RFC 3339 writes them, from 1970 to 9999, and nothing that merely resembles a time.
 *
 * <p>Digits after the milliseconds are dropped: MySQL keeps no more, and an instance that is folded
 * from its events must equal its rows.
 */
final class Rfc3339 extends StdScalarDeserializer<Instant> {

  private static final long serialVersionUID = 1L;

  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");

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
      Instant time =
          DateTimeFormatter.ISO_INSTANT.parse(text, Instant::from).truncatedTo(ChronoUnit.MILLIS);
      if (!time.isBefore(Instant.EPOCH) && !time.isAfter(END)) {
        return time;
      }
    } catch (DateTimeException e) {
      // Said below, for both ways of being wrong.
    }
    return (Instant) context.handleWeirdStringValue(Instant.class, text, "no such time");
  }
}
