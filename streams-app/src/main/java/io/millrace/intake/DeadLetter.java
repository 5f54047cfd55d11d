package io.millrace.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Records that could not be acted on, on their way to the dead letters: nothing of them is lost.
 */
public final class DeadLetter {

  /** The topic, without its prefix. */
  public static final String TOPIC = "dead-letters";

  /** The type of its outbox rows. */
  public static final String TYPE = "dead-letter";

  /** A MEDIUMBLOB holds no more; the header {@code millrace_length} tells what it was. */
  private static final int MAX_PAYLOAD = (1 << 24) - 1;

  private static final int MAX_KEY = 255;

  private DeadLetter() {}

  /**
   * Why a record could not be acted on.
   *
   * @param code stable, for programs: lower case words joined by hyphens
   * @param pointer where in the message, as a JSON pointer; empty for the whole
   * @param text for people
   */
  public record Reason(String code, String pointer, String text) {

    /** The message is not what its contract says. */
    public static Reason malformed(MalformedMessage e) {
      return new Reason("malformed", e.pointer(), String.valueOf(e.getMessage()));
    }
  }

  /** The outbox row that carries a record with its key, bytes and headers, and the reason. */
  public static OutboxRow of(Work.Received work, Reason reason) {
    ConsumerRecord<byte[], byte[]> record = work.record();
    ObjectNode headers = Json.mapper().createObjectNode();
    for (Header header : record.headers()) {
      put(headers, header.key(), header.value());
    }
    headers.put("millrace_code", reason.code());
    headers.put("millrace_reason", reason.text());
    headers.put("millrace_pointer", reason.pointer());
    headers.put("millrace_topic", record.topic());
    headers.put("millrace_partition", Integer.toString(record.partition()));
    headers.put("millrace_offset", Long.toString(record.offset()));
    String key = text(record.key());
    if (key == null || key.isEmpty() || key.length() > MAX_KEY) {
      put(headers, "millrace_key", record.key());
      key = work.place();
    }
    byte[] value = record.value();
    if (value != null && value.length > MAX_PAYLOAD) {
      headers.put("millrace_length", Integer.toString(value.length));
      value = Arrays.copyOf(value, MAX_PAYLOAD);
    }
    return new OutboxRow(TOPIC, key, TYPE, value, null, null, Json.text(headers));
  }

  private static void put(ObjectNode headers, String name, byte @Nullable [] value) {
    if (value == null) {
      headers.putNull(name);
      return;
    }
    String text = text(value);
    if (text == null) {
      headers.putObject(name).put("base64", value);
    } else {
      headers.put(name, text);
    }
  }

  /** The bytes as text, or null if they are none that comes back the same. */
  private static @Nullable String text(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
