package io.millrace.intake;

import java.time.Duration;
import java.util.Map;

/**
 * How intake works.
 *
 * @param prefix what topics and the consumer group are called after
 * @param engineId the engine that owns what intake owns
 * @param bootstrapServers Kafka's address
 * @param kafka further properties of Kafka clients, such as those for security
 * @param threads how many loops share the partitions
 * @param maxBatch how many records a poll gives at most; a batch has half as many more at the most
 * @param maxWait how long an idle loop waits for records before it looks around
 * @param lease how long a partition stays owned without a sign of life
 * @param session how long Kafka waits for a sign of life before it gives partitions to others
 * @param cacheBytes how large the cached instances may be together, in bytes; 0 for no cache
 * @param timerHorizon timers due later than this are left in MySQL for now
 * @param logLevel what becomes a row of {@code execution_logs}
 */
public record IntakeSettings(
    String prefix,
    String engineId,
    String bootstrapServers,
    Map<String, String> kafka,
    int threads,
    int maxBatch,
    Duration maxWait,
    Duration lease,
    Duration session,
    long cacheBytes,
    Duration timerHorizon,
    LogLevel logLevel) {

  /** Copies the map. */
  public IntakeSettings {
    kafka = Map.copyOf(kafka);
  }

  /** The consumer group. */
  public String group() {
    return prefix + "-intake";
  }
}
