package io.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contract.InstanceId;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Transition;
import io.millrace.intake.jdbc.JdbcInstanceStore;
import io.millrace.jdbc.Faults;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@MillraceRuntime
@TestInstance(Lifecycle.PER_CLASS)
class IntakeFailureIT {

  private static final String START = "{\"workflow\":\"one-task\",\"input\":{\"n\":1}}";
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final IntakeFixture fixture;
  private final TestDatabase database;
  private final TestKafka kafka;

  IntakeFailureIT(TestDatabase database, TestKafka kafka) {
    this.database = database;
    this.kafka = kafka;
    fixture = new IntakeFixture(database, kafka);
  }

  @AfterEach
  void stopEngines() {
    fixture.stopEngines();
    chaseThief();
  }

  private void chaseThief() {
    fixture.runner.run(t -> t.update("UPDATE workflow_locks SET owner = '' WHERE owner = 'thief'"));
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  private void awaitStatus(InstanceId id, String status) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(fixture.status(id)).isEqualTo(status));
  }

  private void awaitState(Intake engine, PartitionStatus.State state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(engine.partitions())
                    .hasSize(IntakeFixture.PARTITIONS)
                    .allMatch(partition -> partition.state() == state));
  }

  private Intake running(String engineId) {
    Intake engine = fixture.engine(engineId);
    awaitState(engine, PartitionStatus.State.OWNED);
    return engine;
  }

  @Test
  void shouldTakeNothingInTwiceWhenKafkaForgetsTheOffsets() throws Exception {
    List<InstanceId> ids = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      ids.add(fixture.start(n % 2, START));
    }
    Intake first = running("engine-1");
    ids.forEach(id -> awaitStatus(id, "running"));
    first.close();
    Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
    for (String topic : InputTopic.names(fixture.prefix)) {
      for (int partition = 0; partition < IntakeFixture.PARTITIONS; partition++) {
        zero.put(new TopicPartition(topic, partition), new OffsetAndMetadata(0));
      }
    }
    kafka.admin().alterConsumerGroupOffsets(fixture.prefix + "-intake", zero).all().get();

    running("engine-2");
    awaitStatus(fixture.start(0, START), "running");
    awaitStatus(fixture.start(1, START), "running");

    assertThat(ids).allSatisfy(id -> assertThat(fixture.transitions(id)).hasSize(1));
    assertThat(fixture.metrics("engine-2").records.sum()).isEqualTo(2);
  }

  @Test
  void shouldWriteNothingWhenAnotherEngineHasTakenOver() {
    Intake engine = running("engine-1");
    fixture.runner.run(
        t ->
            t.update(
                "UPDATE workflow_locks SET owner = 'thief', fencing_token = fencing_token + 1,"
                    + " expires_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR"
                    + " WHERE lock_key LIKE 'partition:%'"));
    InstanceId id = fixture.start(0, START);

    await()
        .untilAsserted(
            () ->
                assertThat(engine.partitions())
                    .hasSize(IntakeFixture.PARTITIONS)
                    .allMatch(partition -> partition.text().contains("thief")));
    assertThat(fixture.status(id)).isEqualTo("none");

    chaseThief();
    awaitStatus(id, "running");
    assertThat(fixture.transitions(id)).hasSize(1);
  }

  @Test
  void shouldCountABatchOnceWhenItsCommitIsNotConfirmed() {
    MischievousStore store =
        new MischievousStore(new JdbcInstanceStore(fixture.runner), Faults::connectionLost);
    store.failAfterWrite.set(1);
    fixture.engine(fixture.settings("engine-1"), store);
    InstanceId id = fixture.start(0, START);
    awaitStatus(id, "running");
    store.failAfterWrite.set(1);
    fixture.send("results", 0, IntakeFixture.completed(id, 1, "1"));
    InstanceId later = fixture.start(0, START);
    awaitStatus(later, "running");
    awaitStatus(id, "completed");

    assertThat(fixture.transitions(id)).extracting(Transition::sequence).containsExactly(1L, 2L);
    assertThat(fixture.metrics("engine-1").abandoned.sum()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void shouldRedoABatchWhenItWasNotWritten() {
    MischievousStore store =
        new MischievousStore(new JdbcInstanceStore(fixture.runner), Faults::connectionLost);
    store.failBeforeWrite.set(2);
    fixture.engine(fixture.settings("engine-1"), store);
    InstanceId id = fixture.start(1, START);

    awaitStatus(id, "running");
    assertThat(fixture.transitions(id)).hasSize(1);
  }

  @Test
  void shouldRepeatABatchWhenItMeetsADeadlock() {
    MischievousStore store =
        new MischievousStore(new JdbcInstanceStore(fixture.runner), Faults::deadlock);
    store.failBeforeWrite.set(3);
    fixture.engine(fixture.settings("engine-1"), store);
    InstanceId id = fixture.start(1, START);

    awaitStatus(id, "running");
    assertThat(fixture.metrics("engine-1").retries.sum()).isEqualTo(3);
    assertThat(fixture.metrics("engine-1").abandoned.sum()).isZero();
  }

  @Test
  void shouldRejectTheSecondWhenTwoPartitionsRaceForOneExternalId() {
    MischievousStore store =
        new MischievousStore(new JdbcInstanceStore(fixture.runner), Faults::deadlock);
    Intake engine = fixture.engine(fixture.settings("engine-1"), store);
    awaitState(engine, PartitionStatus.State.OWNED);
    String start = "{\"workflow\":\"one-task\",\"externalId\":\"raced\"}";
    InstanceId first = fixture.start(0, start);
    awaitStatus(first, "running");
    store.overlookExternalIds.set(1);
    InstanceId second = fixture.start(1, start);

    await().untilAsserted(() -> assertThat(fixture.transitions(second)).hasSize(1));
    assertThat(fixture.transitions(second).getFirst().events().getFirst())
        .isInstanceOfSatisfying(
            StartRejected.class,
            rejected -> assertThat(rejected.existingInstanceId()).isEqualTo(first));
    assertThat(fixture.metrics("engine-1").retries.sum()).isEqualTo(1);
  }

  @Test
  void shouldWorkOnItsOtherPartitionsWhenAFrozenEngineHasOneLocked() throws Exception {
    running("engine-1").close();
    try (Connection frozen = DriverManager.getConnection(database.jdbcUrl());
        Statement statement = frozen.createStatement()) {
      frozen.setAutoCommit(false);
      statement.executeUpdate(
          "UPDATE workflow_locks SET renewed_at = NOW(3) WHERE lock_key = 'partition:0'");
      fixture.engine("engine-2");
      InstanceId waiting = fixture.start(0, START);
      InstanceId id = fixture.start(1, START);

      awaitStatus(id, "running");
      assertThat(fixture.status(waiting)).isEqualTo("none");

      frozen.rollback();
      awaitStatus(waiting, "running");
    }
  }

  @Test
  void shouldGoOnWhenMySqlComesBack() {
    Intake engine = running("engine-1");
    database.server().kill();
    InstanceId id = fixture.start(0, START);
    await().atMost(PATIENCE).until(() -> engine.trouble().contains("MySQL"));
    database.server().restart();

    awaitStatus(id, "running");
    assertThat(fixture.transitions(id)).hasSize(1);
    await().untilAsserted(() -> assertThat(engine.trouble()).isEmpty());
  }

  @Test
  void shouldGoOnWhenKafkaComesBack() {
    running("engine-1");
    kafka.broker().restart();
    InstanceId id = fixture.start(1, START);

    awaitStatus(id, "running");
    fixture.send("results", 1, IntakeFixture.completed(id, 1, "1"));
    awaitStatus(id, "completed");
    assertThat(fixture.transitions(id)).hasSize(2);
  }

  @Test
  void shouldTimeOutWhenItsTimeRunsOut() {
    running("engine-1");
    InstanceId id = fixture.start(0, "{\"workflow\":\"one-task\",\"input\":{\"timeoutMs\":300}}");

    awaitStatus(id, "timeout");
    assertThat(fixture.transitions(id).getLast().cause().type()).isEqualTo("timer");
  }

  @Test
  void shouldKeepTimersWhenAnotherEngineTakesOver() {
    Intake first = running("engine-1");
    InstanceId id = fixture.start(0, "{\"workflow\":\"one-task\",\"input\":{\"retryMs\":1500}}");
    awaitStatus(id, "running");
    fixture.send("results", 0, IntakeFixture.failed(id, 1));
    await().untilAsserted(() -> assertThat(fixture.transitions(id)).hasSize(2));
    first.close();
    running("engine-2");

    await()
        .untilAsserted(
            () ->
                assertThat(fixture.transitions(id).getLast().events().getLast())
                    .isInstanceOfSatisfying(
                        NodeScheduled.class, e -> assertThat(e.attempt()).isEqualTo(2)));
    assertThat(
            fixture.one(
                "SELECT GROUP_CONCAT(CONCAT_WS(' ', assigned_engine_id, status) ORDER BY id)"
                    + " FROM workflow_assignments WHERE workflow_instance_id = ?",
                id.value()))
        .isEqualTo("engine-1 transferred,engine-2 running");
  }

  @Test
  void shouldHoldTheSameInRowsAsInHistoryWhenNothingIsCached() {
    Intake engine =
        fixture.engine(fixture.withoutCache("engine-1"), new JdbcInstanceStore(fixture.runner));
    awaitState(engine, PartitionStatus.State.OWNED);
    String input =
        "{\"retryMs\":1,\"big\":12345678901234567890,\"bigger\":123456789012345678901234567890,"
            + "\"exact\":0.1234567890123456789,\"zeros\":1.500,\"e\":1e22,\"text\":\"é\\u0000😀\","
            + "\"nested\":[{\"a\":null,\"z\":[],\"m\":{}}]}";
    InstanceId id =
        fixture.start(
            0,
            """
            {"workflow":"one-task","businessKey":"bk","input":%s,"context":{"a":1.10}}\
            """
                .formatted(input));
    awaitStatus(id, "running");
    fixture.send("results", 0, IntakeFixture.failed(id, 1));
    await().untilAsserted(() -> assertThat(fixture.transitions(id)).hasSizeGreaterThanOrEqualTo(3));
    fixture.send(
        "controls",
        0,
        "{\"type\":\"instance.signal\",\"instanceId\":%s,\"name\":\"s\",\"payload\":[1.0]}"
            .formatted(id));
    fixture.send("results", 0, IntakeFixture.completed(id, 2, input));
    awaitStatus(id, "completed");

    assertThat(new JdbcInstanceStore(fixture.runner).load(List.of(id)).get(id))
        .isEqualTo(fixture.folded(id));
  }
}
