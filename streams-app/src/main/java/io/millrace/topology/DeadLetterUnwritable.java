package io.millrace.topology;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the source of an output that Kafka refuses to the dead letters and goes on. */
public final class DeadLetterUnwritable implements ProductionExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterUnwritable.class);

  private DeadLetters deadLetters;

  /** Created by Kafka Streams by name. */
  @SuppressWarnings("NullAway.Init") // Kafka Streams calls configure first.
  public DeadLetterUnwritable() {}

  @Override
  public void configure(Map<String, ?> config) {
    deadLetters = new DeadLetters(config);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> output, Exception why) {
    if (why instanceof RetriableException) {
      return Response.retry();
    }
    log.error(
        "{} refuses an output of {}-{}@{}, which goes to the dead letters",
        output.topic(),
        context.topic(),
        context.partition(),
        context.offset(),
        why);
    return Response.resume(
        List.of(deadLetters.of(context, output.key(), output.value(), "unwritable", why)));
  }

  @Override
  @SuppressWarnings("rawtypes") // Kafka's signature.
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord output,
      Exception why,
      SerializationExceptionOrigin origin) {
    log.error("the {} of an output to {} cannot be written", origin, output.topic(), why);
    return Response.resume(List.of(deadLetters.of(context, "unwritable", why)));
  }
}
