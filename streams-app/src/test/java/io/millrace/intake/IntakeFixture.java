package io.millrace.intake;

import com.zaxxer.hikari.HikariDataSource;
import io.millrace.contract.InstanceId;
import io.millrace.contract.event.Event;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import io.millrace.domain.state.Evolver;
import io.millrace.domain.state.InstanceState;
import io.millrace.intake.jdbc.JdbcInstanceStore;
import io.millrace.intake.jdbc.JdbcPartitionStore;
import io.millrace.intake.jdbc.JdbcWorkflowCatalog;
import io.millrace.jdbc.ConnectionPool;
import io.millrace.jdbc.JdbcRunner;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import io.millrace.schema.Migrations;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Real MySQL and Kafka with the schema, the topics and a workflow, and engines to run on them. */
final class IntakeFixture implements AutoCloseable {

  static final String WORKFLOW = "one-task";
  static final int PARTITIONS = 2;

  final String prefix;
  final JdbcRunner runner;
  final TestKafka kafka;
  private final HikariDataSource pool;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Intake> engines = new ArrayList<>();
  private final Map<String, IntakeMetrics> metrics = new HashMap<>();

  IntakeFixture(TestDatabase database, TestKafka kafka) {
    this.kafka = kafka;
    this.prefix = kafka.topic("").replaceAll("\\.$", "");
    Migrations.of(database.dataSource()).migrate();
    for (String topic : List.of("starts", "results", "controls")) {
      kafka.createTopic(topic, PARTITIONS);
    }
    pool = ConnectionPool.open(database.jdbcUrl(), null, null, "intake-test", 8);
    runner = new JdbcRunner(pool);
    deploy(WORKFLOW, "1.0.0");
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG,
                2),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  IntakeSettings settings(String engineId) {
    return new IntakeSettings(
        prefix,
        engineId,
        kafka.bootstrapServers(),
        Map.of(),
        1,
        1_000,
        Duration.ofMillis(200),
        Duration.ofSeconds(3),
        Duration.ofSeconds(6),
        64L << 20,
        Duration.ofMinutes(5),
        LogLevel.INFO);
  }

  IntakeSettings withoutCache(String engineId) {
    IntakeSettings s = settings(engineId);
    return new IntakeSettings(
        s.prefix(),
        s.engineId(),
        s.bootstrapServers(),
        s.kafka(),
        s.threads(),
        s.maxBatch(),
        s.maxWait(),
        s.lease(),
        s.session(),
        0,
        s.timerHorizon(),
        s.logLevel());
  }

  Intake engine(String engineId) {
    return engine(settings(engineId), new JdbcInstanceStore(runner));
  }

  Intake engine(IntakeSettings settings, InstanceStore instances) {
    Intake.Ports ports =
        new Intake.Ports(
            new JdbcPartitionStore(runner, Clock.systemUTC()),
            instances,
            () ->
                new JdbcWorkflowCatalog(
                    runner, (id, name, version, json) -> new OneTaskWorkflow(id, name, version)));
    IntakeMetrics counted = new IntakeMetrics();
    Intake intake = new Intake(settings, "test", ports, kafka.admin(), Clock.systemUTC(), counted);
    metrics.put(settings.engineId(), counted);
    engines.add(intake);
    intake.start();
    return intake;
  }

  IntakeMetrics metrics(String engineId) {
    return Objects.requireNonNull(metrics.get(engineId));
  }

  /** Makes a new version of a workflow its active one. */
  final void deploy(String workflow, String version) {
    runner.run(
        transaction -> {
          transaction.update(
              "UPDATE workflow_definitions SET is_active = FALSE WHERE name = ?", workflow);
          transaction.update(
              "INSERT INTO workflow_definitions (name, version, definition, status, is_active)"
                  + " VALUES (?, ?, '{}', 'active', TRUE)",
              workflow,
              version);
        });
  }

  /** Makes the versions of a workflow such as cannot be started. */
  void archive(String workflow) {
    runner.run(
        transaction ->
            transaction.update(
                "UPDATE workflow_definitions SET status = 'archived', is_active = FALSE"
                    + " WHERE name = ?",
                workflow));
  }

  /** The version of its workflow that an instance runs. */
  String version(InstanceId id) {
    return one(
        "SELECT version FROM workflow_definitions WHERE id ="
            + " (SELECT workflow_definition_id FROM workflow_instances WHERE id = ?)",
        id.value());
  }

  /** Produces a start event; the answer is the instance's id. */
  InstanceId start(int partition, String json) {
    return new InstanceId(InstanceId.first(partition).value() + send("starts", partition, json));
  }

  long send(String topic, int partition, @Nullable String value) {
    return send(
        new ProducerRecord<>(
            kafka.topic(topic),
            partition,
            null,
            value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
  }

  long send(ProducerRecord<byte[], byte[]> record) {
    try {
      return producer.send(record).get().offset();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a worker sends when it has done the task of an instance. */
  static String completed(InstanceId id, int attempt, String output) {
    return """
    {"type":"task.completed","instanceId":%s,"nodeNo":1,"attempt":%d,"claimId":"c1","engineId":"worker-1",
     "startedAt":"2026-01-01T10:00:00.123Z","finishedAt":"2026-01-01T10:00:01Z","output":%s}\
    """
        .formatted(id, attempt, output);
  }

  static String failed(InstanceId id, int attempt) {
    return """
    {"type":"task.failed","instanceId":%s,"nodeNo":1,"attempt":%d,"claimId":"c1","engineId":"worker-1",
     "startedAt":"2026-01-01T10:00:00.123Z","finishedAt":"2026-01-01T10:00:01Z",
     "error":{"code":"boom","message":"It broke.","retryable":true}}\
    """
        .formatted(id, attempt);
  }

  static String control(String type, InstanceId id) {
    return "{\"type\":\"%s\",\"instanceId\":%s}".formatted(type, id);
  }

  /** The status of an instance, or "none". */
  String status(InstanceId id) {
    return one("SELECT status FROM workflow_instances WHERE id = ?", id.value());
  }

  /** The only column of the first row as text, or "none" if there is none. */
  String one(String sql, Object... parameters) {
    return runner.inTransaction(
        transaction ->
            transaction
                .query(sql, List.of(parameters), row -> String.valueOf(row.getString(1)))
                .stream()
                .findFirst()
                .orElse("none"));
  }

  /** The transitions of an instance in the outbox, their hashes checked. */
  List<Transition> transitions(InstanceId id) {
    return runner.inTransaction(
        transaction ->
            transaction.query(
                "SELECT payload FROM outbox WHERE aggregatetype = 'transitions'"
                    + " AND aggregateid = ? ORDER BY id",
                List.of(id.toString()),
                row -> TransitionCodec.open(row.getBytes(1))));
  }

  /** The instance as its history has it. */
  InstanceState folded(InstanceId id) {
    InstanceState state = null;
    for (Transition transition : transitions(id)) {
      for (Event event : transition.events()) {
        state = Evolver.evolve(state, event, transition.at());
      }
      state =
          Objects.requireNonNull(state)
              .sealed(transition.sequence(), Objects.requireNonNull(transition.hash()));
    }
    return Objects.requireNonNull(state);
  }

  void stopEngines() {
    engines.forEach(Intake::close);
    engines.clear();
  }

  @Override
  public void close() {
    stopEngines();
    producer.close();
    pool.close();
  }
}
