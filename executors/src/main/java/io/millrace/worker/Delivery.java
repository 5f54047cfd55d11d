package io.millrace.worker;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.Json;
import io.millrace.contract.message.Task;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A task as it came from its topic.
 *
 * @param record the record
 * @param task its value
 * @param count which delivery of it this is, from 1, over all workers
 */
record Delivery(ConsumerRecord<byte[], byte[]> record, Task task, int count) {

  /** How often a task that is on its topic again had been delivered before. */
  static final String EARLIER = "millrace_deliveries";

  /**
   * Reads a task.
   *
   * @throws io.millrace.contract.MalformedMessage if the record holds none
   */
  static Delivery of(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    return new Delivery(record, Json.read(value, Task.class), count(record));
  }

  /** The trace that the task belongs to, or null. */
  @Nullable String traceParent() {
    return CloudEvents.read(record.headers(), CloudEvents.TRACE_PARENT);
  }

  private static int count(ConsumerRecord<byte[], byte[]> record) {
    String earlier = CloudEvents.read(record.headers(), EARLIER);
    int before = earlier != null && earlier.matches("\\d{1,4}") ? Integer.parseInt(earlier) : 0;
    return before + record.deliveryCount().map(Short::intValue).orElse(1);
  }
}
