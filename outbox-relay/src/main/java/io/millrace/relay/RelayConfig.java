package io.millrace.relay;

import io.millrace.relay.kafka.KafkaAccess;
import io.millrace.schema.TimePartitions.Width;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Everything that can be set. Made by {@link RelaySettings}.
 *
 * @param mysql the server whose outbox is published
 * @param kafka where it is published
 * @param owner this process's name among the relays; unique
 * @param lease how long a leader that is not heard of keeps a standby waiting
 * @param heartbeat how often the position moves on while nothing is published
 * @param batchRows the most rows of one Kafka transaction
 * @param batchBytes where a transaction stops taking rows
 * @param bufferBytes how much is read ahead from the binlog
 * @param retention how long published rows stay in the outbox; zero to leave partitions alone
 * @param partitionWidth how much time one partition of the outbox holds
 * @param republishFrom publish what is missing on Kafka of the outbox from this id on, before
 *     anything else; once
 */
public record RelayConfig(
    MySqlAccess mysql,
    KafkaAccess kafka,
    String owner,
    Duration lease,
    Duration heartbeat,
    int batchRows,
    long batchBytes,
    long bufferBytes,
    Duration retention,
    Width partitionWidth,
    OptionalLong republishFrom) {

  /**
   * Reads the settings.
   *
   * @throws RelayConfigException with all that is wrong with them
   */
  public static RelayConfig of(Map<String, String> settings) {
    return new RelaySettings(settings).toConfig();
  }

  /**
   * Reads the settings from environment variables: {@code relay.batch.rows} is {@code
   * MILLRACE_RELAY_BATCH_ROWS}.
   *
   * @throws RelayConfigException with all that is wrong with them
   */
  public static RelayConfig ofEnvironment(Map<String, String> environment) {
    return of(RelaySettings.fromEnvironment(environment));
  }

  /**
   * Reads the settings, which are stronger than environment variables.
   *
   * @throws RelayConfigException with all that is wrong with them
   */
  public static RelayConfig of(Map<String, String> settings, Map<String, String> environment) {
    Map<String, String> all = RelaySettings.fromEnvironment(environment);
    all.putAll(settings);
    return of(all);
  }

  /** The same but for {@link #republishFrom()}. */
  public RelayConfig withRepublishFrom(OptionalLong from) {
    return new RelayConfig(
        mysql,
        kafka,
        owner,
        lease,
        heartbeat,
        batchRows,
        batchBytes,
        bufferBytes,
        retention,
        partitionWidth,
        from);
  }
}
