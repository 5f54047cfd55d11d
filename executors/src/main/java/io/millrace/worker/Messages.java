package io.millrace.worker;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.Json;
import io.millrace.contract.TaskTopic;
import io.millrace.contract.Topics;
import io.millrace.contract.message.EngineHeartbeat;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.contract.message.TaskHeartbeat;
import io.millrace.contract.message.TaskStarted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Makes the Kafka records of a worker's messages. */
final class Messages {

  private static final String CODE = "millrace_code";
  private static final String REASON = "millrace_reason";
  private static final String TOPIC = "millrace_topic";
  private static final String PARTITION = "millrace_partition";
  private static final String OFFSET = "millrace_offset";

  private final String prefix;
  private final String source;

  Messages(WorkerConfig config) {
    prefix = config.prefix();
    source = "/" + prefix + "/workers/" + config.id();
  }

  /**
   * A result, in the partition that the task wants it.
   *
   * @param number tells the results of one claim and type apart
   */
  ProducerRecord<byte[], byte[]> result(
      Task task, Result result, int number, @Nullable String traceParent) {
    String type = type(result);
    String id =
        "%s-%s-%d-%s-%s%s"
            .formatted(
                result.instanceId(),
                result.nodeNo(),
                result.attempt(),
                result.claimId(),
                type,
                number == 0 ? "" : "-" + number);
    return new ProducerRecord<>(
        Topics.RESULTS.name(prefix),
        task.replyPartition(),
        utf8(task.instanceId().toString()),
        Json.bytes(result),
        headers(id, type, traceParent));
  }

  /** A claim, or with null the end of one. */
  ProducerRecord<byte[], byte[]> claim(String claimId, @Nullable Claim claim) {
    return new ProducerRecord<>(
        Topics.CLAIMS.name(prefix), utf8(claimId), claim == null ? null : Json.bytes(claim));
  }

  /** A task, back where any worker that is able may pull it. */
  ProducerRecord<byte[], byte[]> task(Task task, int deliveries, @Nullable String traceParent) {
    Headers headers = headers(UUID.randomUUID().toString(), Task.TYPE, traceParent);
    headers.add(Delivery.EARLIER, utf8(Integer.toString(deliveries)));
    return new ProducerRecord<>(
        TaskTopic.of(task.executor(), task.placement()).name(prefix),
        null,
        utf8(task.instanceId().toString()),
        Json.bytes(task),
        headers);
  }

  /** What could not be read as a task: as it was, and why and from where. */
  ProducerRecord<byte[], byte[]> deadLetter(
      ConsumerRecord<byte[], byte[]> poison, String code, String reason) {
    Headers headers = new RecordHeaders(poison.headers().toArray());
    headers.add(CODE, utf8(code));
    headers.add(REASON, utf8(reason));
    headers.add(TOPIC, utf8(poison.topic()));
    headers.add(PARTITION, utf8(Integer.toString(poison.partition())));
    headers.add(OFFSET, utf8(Long.toString(poison.offset())));
    return new ProducerRecord<>(
        Topics.DEAD_LETTERS.name(prefix), null, poison.key(), poison.value(), headers);
  }

  /** A sign of life for the engine directory. */
  ProducerRecord<byte[], byte[]> heartbeat(EngineHeartbeat heartbeat) {
    String id = heartbeat.engineId() + "-" + heartbeat.at().toEpochMilli();
    return new ProducerRecord<>(
        Topics.ENGINES.name(prefix),
        null,
        utf8(heartbeat.engineId()),
        Json.bytes(heartbeat),
        headers(id, EngineHeartbeat.TYPE, null));
  }

  private Headers headers(String id, String type, @Nullable String traceParent) {
    Headers headers = new RecordHeaders();
    Map<String, String> event = CloudEvents.headers(id, type, source, Instant.now(), traceParent);
    CloudEvents.write(event, headers);
    return headers;
  }

  private static String type(Result result) {
    return switch (result) {
      case TaskStarted s -> "task.started";
      case TaskHeartbeat h -> "task.heartbeat";
      case TaskCompleted c -> "task.completed";
      case TaskFailed f -> "task.failed";
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
