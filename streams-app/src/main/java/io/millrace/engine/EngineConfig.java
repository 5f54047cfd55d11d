package io.millrace.engine;

import io.millrace.intake.LogLevel;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an engine, checked. {@code docs/engine.md} lists them with their names.
 *
 * @param engineId unique among engines and workers
 * @param hostname the machine's name
 * @param mysql where the state is
 * @param kafka properties of Kafka clients, {@code bootstrap.servers} among them
 * @param topics how topics are called and made
 * @param intake how input is taken in
 * @param logLevel what becomes a row of {@code execution_logs}
 * @param heartbeat how often the engine gives a sign of life
 * @param deadAfter how long an engine may be silent until it counts as failed
 */
public record EngineConfig(
    String engineId,
    String hostname,
    MySql mysql,
    Map<String, String> kafka,
    Topics topics,
    Intake intake,
    LogLevel logLevel,
    Duration heartbeat,
    Duration deadAfter) {

  /** Copies the map. */
  public EngineConfig {
    kafka = Map.copyOf(kafka);
  }

  /**
   * Where MySQL is.
   *
   * @param url a JDBC URL with the database
   * @param user the user, or null if the URL has it
   * @param password the password, or null if the URL has it or none is needed
   */
  public record MySql(String url, @Nullable String user, @Nullable String password) {

    /** Without secrets. */
    @Override
    public String toString() {
      int parameters = url.indexOf('?');
      return "MySql[url=%s, user=%s, password=%s]"
          .formatted(
              parameters < 0 ? url : url.substring(0, parameters) + "?***",
              user,
              password == null ? "none" : "***");
    }
  }

  /**
   * Topics.
   *
   * @param prefix what their names start with
   * @param partitions how many partitions the inputs get if they are made
   * @param replicationFactor how many replicas, or -1 to let the broker choose
   * @param create whether missing ones are made
   */
  public record Topics(String prefix, int partitions, int replicationFactor, boolean create) {}

  /**
   * Intake.
   *
   * @param threads how many loops share the partitions
   * @param maxBatch how many records one batch has at most
   * @param maxWait how long an idle loop waits for records
   * @param lease how long a partition stays owned without a sign of life
   * @param session how long Kafka waits for a sign of life
   * @param cacheBytes how large the cached instances may be together
   * @param timerHorizon timers due later than this are left in MySQL for now
   */
  public record Intake(
      int threads,
      int maxBatch,
      Duration maxWait,
      Duration lease,
      Duration session,
      long cacheBytes,
      Duration timerHorizon) {}

  /**
   * Reads settings.
   *
   * @param settings by name, all starting with {@code millrace.}; they win over the environment
   * @param environment {@code millrace.intake.max-batch} is {@code MILLRACE_INTAKE_MAX_BATCH}
   * @throws InvalidEngineConfig if anything is wrong, with all that is
   */
  public static EngineConfig of(Map<String, String> settings, Map<String, String> environment) {
    return new EngineConfigReader(settings, environment).read();
  }

  /** Kafka's address. */
  public String bootstrapServers() {
    return kafka.getOrDefault("bootstrap.servers", "");
  }

  /** Without secrets. */
  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>(kafka);
    shown.replaceAll((name, value) -> EngineConfigReader.isSecret(name) ? "***" : value);
    return "EngineConfig[engineId=%s, hostname=%s, mysql=%s, kafka=%s, topics=%s, intake=%s, logLevel=%s, heartbeat=%s, deadAfter=%s]"
        .formatted(
            engineId, hostname, mysql, shown, topics, intake, logLevel, heartbeat, deadAfter);
  }
}
