package io.millrace.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.millrace.app.LocalCluster;
import io.millrace.client.Addresses;
import io.millrace.client.Deployments;
import io.millrace.client.KafkaLog;
import io.millrace.contract.Json;
import io.millrace.definition.DefinitionLoader;
import io.millrace.jdbc.ConnectionPool;
import io.millrace.jdbc.JdbcRunner;
import io.millrace.local.LocalRuntime;
import io.millrace.local.LocalRuntimeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A cluster of real processes with the workflows of the tests, and the means to hurt it. */
final class RunningMillrace implements AutoCloseable {

  /** Every step of a node leaves a row that can be counted. */
  private static final Map<String, String> LOG_EVERYTHING =
      Map.of("MILLRACE_ENGINE_LOG_LEVEL", "debug");

  private final Path directory;
  private final LocalCluster cluster;
  private final Addresses addresses;
  private final HikariDataSource pool;
  private final KafkaLog log;

  private RunningMillrace(Path directory, LocalCluster cluster) {
    this.directory = directory;
    this.cluster = cluster;
    this.addresses = cluster.addresses();
    this.pool =
        ConnectionPool.open(addresses.jdbcUrl(), addresses.user(), addresses.password(), "test", 2);
    this.log = new KafkaLog(addresses.kafka());
  }

  /**
   * Starts one on empty data.
   *
   * @param name of the directory below the build's output where data and logs are
   * @param settings of the parts, by their names as environment variables
   */
  static RunningMillrace start(String name, LocalCluster.Size size, Map<String, String> settings) {
    Path directory = Path.of("target", "clusters", name).toAbsolutePath();
    delete(directory);
    Map<String, String> all = new HashMap<>(LOG_EVERYTHING);
    all.putAll(settings);
    try {
      LocalCluster cluster =
          LocalCluster.start(
              LocalRuntimeConfig.fromSystem().withData(directory),
              LocalRuntime.Data.FRESH,
              size,
              all,
              RunningMillrace::say);
      RunningMillrace millrace = new RunningMillrace(directory, cluster);
      millrace.deploy();
      return millrace;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the cluster started", e);
    }
  }

  /** Prints a line with the time, so that it can be found in the logs of the parts. */
  static void say(String line) {
    System.out.println(LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS) + " " + line);
  }

  Addresses addresses() {
    return addresses;
  }

  JdbcRunner database() {
    return new JdbcRunner(pool);
  }

  KafkaLog log() {
    return log;
  }

  /** What parts wrote since the beginning. */
  String logOf(String part) {
    try {
      return Files.readString(directory.resolve("logs").resolve(part + ".log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process that a part runs in at the moment. */
  ProcessHandle process(String part) {
    return ProcessHandle.of(cluster.pid(part))
        .orElseThrow(() -> new IllegalStateException(part + " does not run"));
  }

  /** Ends a part as the loss of its machine would (SIGKILL), and waits until it is gone. */
  void kill(String part) {
    signal(part, "KILL").onExit().join();
  }

  /** Waits until a part that has ended runs again; it need not be ready yet. */
  void awaitRestart(String part) {
    Waiting.until(() -> ProcessHandle.of(cluster.pid(part)).isPresent());
  }

  /** How many partitions an engine owns. */
  long partitionsOf(String engine) {
    return count(
        "SELECT COUNT(*) FROM workflow_locks WHERE lock_key LIKE 'partition:%' AND owner = ?"
            + " AND expires_at > UTC_TIMESTAMP(3)",
        engine);
  }

  /** How many tasks a worker has said that it is at. */
  long runningTasks(String worker) {
    return count(
        "SELECT COUNT(*) FROM task_nodes WHERE status = 'running' AND assigned_engine_id = ?",
        worker);
  }

  /** The only number that a query gives. */
  long count(String sql, Object... parameters) {
    return database()
        .inTransaction(
            transaction -> transaction.query(sql, List.of(parameters), row -> row.getLong(1)))
        .getFirst();
  }

  /** Sends a signal by its name, without SIG. */
  ProcessHandle signal(String part, String signal) {
    ProcessHandle process = process(part);
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return process;
  }

  private void deploy() {
    Deployments deployments = new Deployments(database(), Clock.systemUTC());
    for (Kind kind : Kind.values()) {
      JsonNode source = Json.tree(kind.definition());
      byte[] bytes = Json.text(source).getBytes(StandardCharsets.UTF_8);
      deployments.deploy(new DefinitionLoader().load(bytes).definition(), source);
    }
  }

  /** Stops everything; what the parts logged stays. */
  @Override
  public void close() {
    log.close();
    pool.close();
    cluster.close();
    for (String data : List.of("mysql/data", "kafka/log", "state")) {
      delete(directory.resolve(data));
    }
  }

  private static void delete(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(tree)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + tree, e);
    }
  }
}
