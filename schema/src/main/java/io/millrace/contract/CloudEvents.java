package io.millrace.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message: CloudEvents 1.0 in binary mode on Kafka, and the W3C trace context.
 *
 * <p>Optional on input, always present on output.
 */
public final class CloudEvents {

  /** The message's own id: two records with the same id and source are the same message. */
  public static final String ID = "ce_id";

  /** The message's type. */
  public static final String TYPE = "ce_type";

  /** Who produced it, as a URI reference. */
  public static final String SOURCE = "ce_source";

  /** When it was produced. */
  public static final String TIME = "ce_time";

  /** The version of CloudEvents. */
  public static final String SPEC_VERSION = "ce_specversion";

  /** The media type of the value. */
  public static final String CONTENT_TYPE = "content-type";

  /** The W3C trace context. */
  public static final String TRACE_PARENT = "traceparent";

  private CloudEvents() {}

  /**
   * The headers of a message that Millrace writes.
   *
   * @param id unique per source
   * @param type the message's type
   * @param source who writes it
   * @param time when
   * @param traceParent the trace that it belongs to, or null if none is known
   */
  public static Map<String, String> headers(
      String id, String type, String source, Instant time, @Nullable String traceParent) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ID, id);
    headers.put(TYPE, type);
    headers.put(SOURCE, source);
    headers.put(TIME, time.toString());
    headers.put(SPEC_VERSION, "1.0");
    headers.put(CONTENT_TYPE, "application/json");
    if (traceParent != null) {
      headers.put(TRACE_PARENT, traceParent);
    }
    return headers;
  }

  /** Puts headers on a Kafka record. */
  public static void write(Map<String, String> headers, Headers target) {
    headers.forEach((name, value) -> target.add(name, value.getBytes(StandardCharsets.UTF_8)));
  }

  /** The last header of a name as text, or null if there is none. */
  public static @Nullable String read(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
