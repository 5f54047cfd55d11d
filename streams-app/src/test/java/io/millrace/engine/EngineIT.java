package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.contract.InstanceId;
import io.millrace.intake.PartitionStatus;
import io.millrace.intake.TopicAdoption;
import io.millrace.intake.jdbc.AdoptTopic;
import io.millrace.jdbc.ConnectionPool;
import io.millrace.jdbc.JdbcRunner;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@MillraceRuntime
@TestInstance(Lifecycle.PER_CLASS)
class EngineIT {

  private static final String TWO_TASKS =
      """
      {"id":"two-tasks","name":"Two tasks","version":"1.0.0",
       "inputs":{"sku":{"type":"string","required":true}},
       "nodes":[
         {"id":"first","name":"First","type":"task","executor":"noop","config":{"sku":"${input.sku}"}},
         {"id":"second","name":"Second","type":"task","executor":"noop","dependsOn":["first"],
          "config":{"got":"${nodes.first.output.n}"}}]}
      """;

  private final TestKafka kafka;
  private final TestDatabase database;
  private final String prefix;
  private final JdbcRunner runner;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Engine engine;

  EngineIT(TestDatabase database, TestKafka kafka) {
    this.kafka = kafka;
    this.database = database;
    this.prefix = kafka.topic("").replaceAll("\\.$", "");
    this.engine = Engine.start(config("engine-1"), Clock.systemUTC());
    this.runner =
        new JdbcRunner(ConnectionPool.open(database.jdbcUrl(), null, null, "engine-it", 2));
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private EngineConfig config(String id) {
    return EngineConfig.of(
        Map.of(
            "millrace.engine.id",
            id,
            "millrace.engine.heartbeat-interval",
            "200ms",
            "millrace.engine.dead-after",
            "5s",
            "millrace.mysql.url",
            database.jdbcUrl(),
            "millrace.kafka.bootstrap.servers",
            kafka.bootstrapServers(),
            "millrace.topics.prefix",
            prefix,
            "millrace.topics.partitions",
            "2"),
        Map.of());
  }

  @BeforeAll
  void deploy() {
    runner.run(
        t ->
            t.update(
                "INSERT INTO workflow_definitions (name, version, definition, status, is_active)"
                    + " VALUES ('two-tasks', '1.0.0', ?, 'active', TRUE)",
                TWO_TASKS));
  }

  @AfterAll
  void stop() {
    producer.close();
    engine.close();
  }

  private long send(String topic, int partition, String json) throws Exception {
    return producer
        .send(
            new ProducerRecord<>(
                kafka.topic(topic), partition, null, json.getBytes(StandardCharsets.UTF_8)))
        .get()
        .offset();
  }

  private String one(String sql, Object... parameters) {
    return runner.inTransaction(
        t ->
            t.query(sql, List.of(parameters), row -> String.valueOf(row.getString(1))).stream()
                .findFirst()
                .orElse("none"));
  }

  private void awaitOne(String expected, String sql, Object... parameters) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(one(sql, parameters)).isEqualTo(expected));
  }

  private static String completed(InstanceId id, int nodeNo, String output) {
    return """
    {"type":"task.completed","instanceId":%s,"nodeNo":%d,"attempt":1,"claimId":"c%d","engineId":"w",
     "startedAt":"2026-01-01T10:00:00Z","finishedAt":"2026-01-01T10:00:01Z","output":%s}\
    """
        .formatted(id, nodeNo, nodeNo, output);
  }

  private void awaitBothPartitions() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(engine.health().partitions())
                    .hasSize(2)
                    .allMatch(partition -> partition.state() == PartitionStatus.State.OWNED));
  }

  @Test
  void shouldRunADefinitionToItsEnd() throws Exception {
    long offset = send("starts", 1, "{\"workflow\":\"two-tasks\",\"input\":{\"sku\":\"A-1\"}}");
    InstanceId id = new InstanceId(InstanceId.first(1).value() + offset);
    String node =
        "SELECT CONCAT_WS(' ', status, input_data) FROM task_nodes"
            + " WHERE workflow_instance_id = ? AND node_no = ?";
    awaitOne("scheduled {\"sku\": \"A-1\"}", node, id.value(), 1);
    send("results", 1, completed(id, 1, "{\"n\":7}"));
    awaitOne("scheduled {\"got\": 7}", node, id.value(), 2);
    send("results", 1, completed(id, 2, "\"done\""));

    awaitOne(
        "completed {\"second\": \"done\"} [\"first\", \"second\"] 3",
        "SELECT CONCAT_WS(' ', status, output_data, completed_nodes, sequence)"
            + " FROM workflow_instances WHERE id = ?",
        id.value());
  }

  @Test
  void shouldRejectTheStartWhenItsInputDoesNotFitTheDefinition() throws Exception {
    long offset = send("starts", 0, "{\"workflow\":\"two-tasks\",\"input\":{\"sku\":5}}");
    InstanceId id = new InstanceId(InstanceId.first(0).value() + offset);

    await()
        .untilAsserted(
            () ->
                assertThat(one("SELECT payload FROM outbox WHERE aggregateid = ?", id.toString()))
                    .contains("StartRejected")
                    .contains("/input/sku"));
  }

  @Test
  void shouldStandInTheDirectoryWhileItLives() {
    awaitOne(
        "active [\"intake\", \"topologies\"]",
        "SELECT CONCAT_WS(' ', status, roles) FROM workflow_engine_instances"
            + " WHERE instance_id = 'engine-1'");
    awaitBothPartitions();
    assertThat(engine.health().healthy()).isTrue();
  }

  @Test
  void shouldDeclareAnEngineLostAndNameWhoTookOver() {
    long id = InstanceId.first(1).value() + 500_000;
    runner.run(
        t -> {
          t.update(
              "INSERT INTO workflow_engine_instances (instance_id, hostname, process_id,"
                  + " last_heartbeat) VALUES ('lost', 'h', 1, UTC_TIMESTAMP(3) - INTERVAL 1 HOUR)");
          t.update(
              "INSERT INTO workflow_instances (id, workflow_definition_id, name, status,"
                  + " assigned_engine_id) SELECT ?, id, name, 'running', 'lost'"
                  + " FROM workflow_definitions LIMIT 1",
              id);
        });

    awaitOne(
        "engine-1 recovered [%d]".formatted(id),
        "SELECT CONCAT_WS(' ', takeover_engine_id, status, affected_workflows)"
            + " FROM failover_events WHERE failed_engine_id = 'lost'");
    awaitOne("inactive", "SELECT status FROM workflow_engine_instances WHERE instance_id = 'lost'");
  }

  @Test
  void shouldSharePartitionsWithASecondEngine() {
    try (Engine second = Engine.start(config("engine-2"), Clock.systemUTC())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(engine.health().partitions()).hasSize(1);
                assertThat(second.health().partitions())
                    .singleElement()
                    .extracting(PartitionStatus::state)
                    .isEqualTo(PartitionStatus.State.OWNED);
              });
    }
    awaitOne(
        "inactive", "SELECT status FROM workflow_engine_instances WHERE instance_id = 'engine-2'");
    awaitBothPartitions();
  }

  @Test
  void shouldAdoptNothingWhenTheTopicIsTheSame() {
    TopicAdopter adopter = new TopicAdopter(kafka.admin(), runner, Clock.systemUTC());

    List<TopicAdoption> adopted = adopter.adopt(kafka.topic("starts"));

    assertThat(adopted).isEmpty();
    assertThatThrownBy(() -> adopter.adopt(kafka.topic("nothing")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no topic");
  }

  @Test
  void shouldRefuseToAdoptWhileAnEngineReadsTheTopic() {
    awaitBothPartitions();
    Map<Integer, AdoptTopic.Range> nowhere = new HashMap<>();

    assertThatThrownBy(
            () ->
                new AdoptTopic(runner, Clock.systemUTC())
                    .adopt(
                        kafka.topic("starts"),
                        "another-id",
                        n -> nowhere.getOrDefault(n, new AdoptTopic.Range(0, 0))))
        .isInstanceOf(AdoptTopic.InUse.class)
        .hasMessageContaining("engine-1");
  }
}
