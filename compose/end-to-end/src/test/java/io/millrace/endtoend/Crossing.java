package io.millrace.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariDataSource;
import io.millrace.app.LocalCluster;
import io.millrace.client.Addresses;
import io.millrace.client.Controls;
import io.millrace.client.Deployments;
import io.millrace.client.Histories;
import io.millrace.client.KafkaLog;
import io.millrace.client.Starts;
import io.millrace.client.Verification;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.Start;
import io.millrace.definition.DefinitionLoader;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.domain.state.InstanceState;
import io.millrace.intake.jdbc.JdbcInstanceStore;
import io.millrace.jdbc.ConnectionPool;
import io.millrace.jdbc.JdbcRunner;
import io.millrace.local.LocalRuntime;
import io.millrace.local.LocalRuntimeConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A cluster for what crosses instances: subprocesses and mutexes. */
final class Crossing implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final LocalCluster cluster;
  private final HikariDataSource pool;
  private final KafkaLog log;
  private final JdbcRunner runner;
  private final Starts starts;
  private final Controls controls;
  private final String prefix;
  private final AtomicInteger numbers = new AtomicInteger();

  private Crossing(LocalCluster cluster, String name) {
    this.cluster = cluster;
    Addresses addresses = cluster.addresses();
    pool =
        ConnectionPool.open(addresses.jdbcUrl(), addresses.user(), addresses.password(), name, 2);
    log = new KafkaLog(addresses.kafka());
    runner = new JdbcRunner(pool);
    prefix = addresses.prefix();
    starts = new Starts(log, runner, prefix, Clock.systemUTC());
    controls = new Controls(log, prefix, Clock.systemUTC());
  }

  /**
   * Starts one on empty data.
   *
   * @param name of the directory below the build's output where data and logs are
   */
  static Crossing start(String name) {
    try {
      LocalCluster cluster =
          LocalCluster.start(
              LocalRuntimeConfig.fromSystem()
                  .withData(Path.of("target", "clusters", name).toAbsolutePath()),
              LocalRuntime.Data.FRESH,
              LocalCluster.Size.ONE,
              Map.of(),
              System.out::println);
      return new Crossing(cluster, name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the cluster started", e);
    }
  }

  /** Deploys a definition, JSON in single quotes. */
  void deploy(String definition) {
    deployFile(definition.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** Deploys a definition as a file holds it. */
  void deployFile(byte[] json) {
    WorkflowDefinition definition = new DefinitionLoader().load(json).definition();
    new Deployments(runner, Clock.systemUTC()).deploy(definition, definition.source());
  }

  /** Starts an instance; its input is JSON in single quotes. */
  InstanceId start(String workflow, String input) {
    return start(workflow, input, null, null);
  }

  InstanceId start(
      String workflow, String input, @Nullable Integer priority, @Nullable String externalId) {
    return starts.start(
        new Start(
            workflow,
            null,
            externalId,
            null,
            null,
            priority,
            Json.read(input.replace('\'', '"'), ObjectNode.class),
            null,
            null,
            null,
            null));
  }

  /** Another number each time: external ids spread instances over partitions. */
  int nextNumber() {
    return numbers.incrementAndGet();
  }

  void control(Control control) {
    if (controls.send(control, PATIENCE).isEmpty()) {
      throw new IllegalStateException("nothing came of " + control);
    }
  }

  /** The instance once it is over. */
  InstanceState ended(InstanceId id) {
    return await("end of " + id)
        .atMost(PATIENCE)
        .until(() -> state(id), state -> state != null && state.status().ended());
  }

  @Nullable InstanceState state(InstanceId id) {
    return new JdbcInstanceStore(runner).load(Set.of(id)).get(id);
  }

  /** The children of an instance, oldest first, once there are so many. */
  List<InstanceId> children(InstanceId parent, int count) {
    return await("children of " + parent)
        .atMost(PATIENCE)
        .until(
            () ->
                query(
                    "SELECT id FROM workflow_instances WHERE parent_instance_id = ? ORDER BY"
                        + " created_at",
                    parent.value()),
            found -> found.size() == count)
        .stream()
        .map(id -> new InstanceId(Long.parseLong(id)))
        .toList();
  }

  /** The first column of what a query finds. */
  List<String> query(String sql, Object... parameters) {
    return runner.inTransaction(
        t -> t.query(sql, List.of(parameters), row -> String.valueOf(row.getString(1))));
  }

  /** Where the history of an instance and its rows in MySQL differ; empty if they agree. */
  List<Verification.Difference> differences(InstanceId id) {
    return new Verification(log, prefix, new JdbcInstanceStore(runner)::load)
        .one(id, new Histories(log, prefix).records(id, null, null))
        .differences();
  }

  /** Kills the engine as the loss of its machine would; it is started again by itself. */
  void killEngine() {
    ProcessHandle engine = ProcessHandle.of(cluster.pid("engine")).orElseThrow();
    engine.destroyForcibly();
    engine.onExit().join();
  }

  @Override
  public void close() {
    log.close();
    pool.close();
    cluster.close();
  }
}
