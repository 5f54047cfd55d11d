package io.millrace.relay.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.CloudEvents;
import io.millrace.contract.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Turns a row's columns into the headers of its record.
 *
 * <p>The column {@code headers} is a JSON object. A text is the header's value, {@code {"base64":
 * "…"}} its bytes, null a header without a value; anything else is passed on as JSON text, so that
 * nothing that was written gets lost. The row's type and sequence become {@code ce_type} and {@code
 * ce_sequence} unless the column has them already, and its id becomes {@value #OUTBOX_ID}.
 */
public final class RecordHeaderMapping {

  /** The row that a record was made from: its id as decimal text. */
  public static final String OUTBOX_ID = "millrace_outbox_id";

  /** The number of the message within its aggregate (the sequence extension of CloudEvents). */
  public static final String SEQUENCE = "ce_sequence";

  /** Where headers go that are not an object of named values. */
  static final String UNNAMED = "headers";

  private static final String BASE64 = "base64";

  private RecordHeaderMapping() {}

  /** The headers of the row's record, in the order of the column. */
  public static Headers headersOf(OutboxRow row) {
    RecordHeaders headers = new RecordHeaders();
    if (row.headers() != null) {
      addColumn(headers, row.headers());
    }
    addUnlessThere(headers, CloudEvents.TYPE, row.type());
    if (row.sequence() != null) {
      addUnlessThere(headers, SEQUENCE, Long.toString(row.sequence()));
    }
    headers.add(OUTBOX_ID, utf8(Long.toString(row.id())));
    return headers;
  }

  /** The row that a record was made from, or -1 if the record does not say. */
  public static long outboxId(Headers headers) {
    String id = CloudEvents.read(headers, OUTBOX_ID);
    return id == null ? -1 : Long.parseLong(id);
  }

  private static void addColumn(Headers headers, String json) {
    JsonNode column = Json.tree(json);
    if (!column.isObject()) {
      headers.add(UNNAMED, utf8(json));
      return;
    }
    column.properties().forEach(entry -> headers.add(entry.getKey(), bytes(entry.getValue())));
  }

  private static byte @Nullable [] bytes(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    if (value.isTextual()) {
      return utf8(value.textValue());
    }
    byte[] binary = binary(value);
    return binary == null ? utf8(Json.text(value)) : binary;
  }

  private static byte @Nullable [] binary(JsonNode value) {
    JsonNode encoded = value.get(BASE64);
    if (encoded == null || value.size() != 1 || !encoded.isTextual()) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(encoded.textValue());
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static void addUnlessThere(Headers headers, String name, String value) {
    if (headers.lastHeader(name) == null) {
      headers.add(name, utf8(value));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
