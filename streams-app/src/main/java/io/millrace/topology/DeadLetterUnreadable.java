package io.millrace.topology;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a record that cannot be read to the dead letters and goes on. */
public final class DeadLetterUnreadable implements DeserializationExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterUnreadable.class);

  private DeadLetters deadLetters;

  /** Created by Kafka Streams by name. */
  @SuppressWarnings("NullAway.Init") // Kafka Streams calls configure first.
  public DeadLetterUnreadable() {}

  @Override
  public void configure(Map<String, ?> config) {
    deadLetters = new DeadLetters(config);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception why) {
    log.warn(
        "{}-{}@{} cannot be read and goes to the dead letters: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        why.toString());
    return Response.resume(
        List.of(deadLetters.of(context, record.key(), record.value(), "unreadable", why)));
  }
}
