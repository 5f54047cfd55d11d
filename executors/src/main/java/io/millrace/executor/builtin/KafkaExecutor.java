package io.millrace.executor.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import io.millrace.contract.Topic;
import io.millrace.executor.ExecutorEnvironment;
import io.millrace.executor.TaskConfig;
import io.millrace.executor.TaskContext;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskFailure;
import io.millrace.executor.TaskOutcome;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * {@code kafka}: publishes one message and returns {@code {topic, partition, offset, timestamp}}.
 *
 * <p>Millrace's own topics are refused unless the worker allows them: whoever may start workflows
 * may not therefore forge results or controls.
 */
public final class KafkaExecutor implements TaskExecutor {

  static final String ALLOW_OWN = "allow-own-topics";

  private static final int MOST_PARTITIONS = 1_000_000;

  private final Object opening = new Object();
  private Map<String, Object> clientSettings = Map.of();
  private String ownTopics = "";
  private boolean allowOwn;
  private @Nullable Producer<byte[], byte[]> producer;

  /** For the service loader. */
  public KafkaExecutor() {}

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public Set<String> settings() {
    return Set.of(ALLOW_OWN);
  }

  @Override
  public void open(ExecutorEnvironment environment) {
    allowOwn = environment.flag(ALLOW_OWN, false);
    ownTopics = environment.topicPrefix() + ".";
    Map<String, Object> settings = new HashMap<>(environment.kafka());
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, environment.workerId() + "-kafka-executor");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_RECORD_BYTES);
    clientSettings = settings;
  }

  @Override
  public TaskOutcome execute(TaskContext context) throws InterruptedException {
    ProducerRecord<byte[], byte[]> message = message(context.config());
    try {
      RecordMetadata stored = producer().send(message).get();
      Map<String, Object> output = new LinkedHashMap<>();
      output.put("topic", stored.topic());
      output.put("partition", stored.partition());
      output.put("offset", stored.offset());
      output.put("timestamp", stored.timestamp());
      return TaskOutcome.completed(output);
    } catch (ExecutionException e) {
      throw failure(message.topic(), e.getCause());
    } catch (KafkaException e) {
      throw failure(message.topic(), e);
    }
  }

  @Override
  public void close() {
    synchronized (opening) {
      if (producer != null) {
        producer.close();
        producer = null;
      }
    }
  }

  /** Made with the first message: most workers never send one. */
  private Producer<byte[], byte[]> producer() {
    synchronized (opening) {
      if (producer == null) {
        producer =
            new KafkaProducer<>(
                clientSettings, new ByteArraySerializer(), new ByteArraySerializer());
      }
      return producer;
    }
  }

  private ProducerRecord<byte[], byte[]> message(TaskConfig config) {
    config.only("topic", "key", "value", "headers", "partition");
    String topic = config.text("topic");
    if (!topic.matches("[a-zA-Z0-9._-]{1,249}")) {
      throw TaskConfig.invalid("topic", "is no name of a topic: \"" + topic + "\"");
    }
    if (!allowOwn && topic.startsWith(ownTopics)) {
      throw TaskConfig.invalid(
          "topic",
          "must not be one of Millrace's own (%s*); the worker's setting %s would allow it"
              .formatted(ownTopics, "millrace.executor.kafka." + ALLOW_OWN));
    }
    Integer partition =
        config.optionalNumber("partition", 0, MOST_PARTITIONS).map(Long::intValue).orElse(null);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topic, partition, bytes(config, "key"), bytes(config, "value"));
    config
        .texts("headers")
        .forEach((k, v) -> message.headers().add(k, v.getBytes(StandardCharsets.UTF_8)));
    return message;
  }

  @SuppressWarnings("NullAway") // Kafka takes null for "no key" and for a tombstone, unannotated.
  private static byte @Nullable [] bytes(TaskConfig config, String field) {
    return config.value(field).map(KafkaExecutor::bytes).orElse(null);
  }

  private static byte[] bytes(JsonNode value) {
    return value.isTextual()
        ? value.textValue().getBytes(StandardCharsets.UTF_8)
        : Json.bytes(value);
  }

  private static TaskFailure failure(String topic, @Nullable Throwable cause) {
    String why = cause == null ? "" : ": " + cause.getMessage();
    return cause instanceof RetriableException
        ? TaskFailure.retryable("kafka-unavailable", "Cannot publish to " + topic + why)
        : TaskFailure.permanent("kafka-refused", "Cannot publish to " + topic + why);
  }
}
