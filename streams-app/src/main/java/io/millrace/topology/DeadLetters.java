package io.millrace.topology;

import io.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * Makes the dead letter of a record that a topology cannot handle: its bytes and headers as they
 * were, and headers that say where it was and why it is here.
 */
final class DeadLetters {

  /** The setting, among those of Kafka Streams, that holds the prefix of the topics. */
  static final String PREFIX_CONFIG = "millrace.prefix";

  private final String topic;

  DeadLetters(Map<String, ?> config) {
    topic = Topics.DEAD_LETTERS.name(String.valueOf(config.get(PREFIX_CONFIG)));
  }

  ProducerRecord<byte[], byte[]> of(ErrorHandlerContext context, String code, Throwable why) {
    return of(context, context.sourceRawKey(), context.sourceRawValue(), code, why);
  }

  ProducerRecord<byte[], byte[]> of(
      ErrorHandlerContext context, byte[] key, byte[] value, String code, Throwable why) {
    Headers headers = new RecordHeaders(context.headers().toArray());
    add(headers, "millrace_code", code);
    add(headers, "millrace_reason", reason(why));
    add(headers, "millrace_topic", context.topic());
    add(headers, "millrace_partition", Integer.toString(context.partition()));
    add(headers, "millrace_offset", Long.toString(context.offset()));
    return new ProducerRecord<>(topic, null, context.timestamp(), key, value, headers);
  }

  private static String reason(Throwable why) {
    Throwable root = why;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
