package io.millrace.topology;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a record that a topology breaks on to the dead letters and goes on. A passing fault is no
 * fault of the record: the thread is replaced and the record is tried again.
 */
public final class DeadLetterUnprocessable implements ProcessingExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterUnprocessable.class);

  private DeadLetters deadLetters;

  /** Created by Kafka Streams by name. */
  @SuppressWarnings("NullAway.Init") // Kafka Streams calls configure first.
  public DeadLetterUnprocessable() {}

  @Override
  public void configure(Map<String, ?> config) {
    deadLetters = new DeadLetters(config);
  }

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception why) {
    if (why instanceof RetriableException) {
      log.warn("{} waits: {}", context.processorNodeId(), why.toString());
      return Response.fail();
    }
    log.error(
        "{}-{}@{} broke {} and goes to the dead letters",
        context.topic(),
        context.partition(),
        context.offset(),
        context.processorNodeId(),
        why);
    return Response.resume(List.of(deadLetters.of(context, "unprocessable", why)));
  }
}
