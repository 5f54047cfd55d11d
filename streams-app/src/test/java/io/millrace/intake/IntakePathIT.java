package io.millrace.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Transition;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@MillraceRuntime
@TestInstance(Lifecycle.PER_CLASS)
class IntakePathIT {

  private static final String START = "{\"workflow\":\"one-task\",\"input\":{\"n\":1}}";

  private final IntakeFixture fixture;

  IntakePathIT(TestDatabase database, TestKafka kafka) {
    fixture = new IntakeFixture(database, kafka);
  }

  @BeforeAll
  void startEngine() {
    fixture.engine("engine-1");
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  private void awaitStatus(InstanceId id, String status) {
    await().untilAsserted(() -> assertThat(fixture.status(id)).isEqualTo(status));
  }

  /** The headers of the dead letter of a record, once there is one. */
  private JsonNode deadLetter(String topic, int partition, long offset) {
    String sql =
        "SELECT headers FROM outbox WHERE aggregatetype = 'dead-letters'"
            + " AND headers->>'$.millrace_topic' = ? AND headers->>'$.millrace_partition' = ?"
            + " AND headers->>'$.millrace_offset' = ?";
    Object[] where = {fixture.kafka.topic(topic), "" + partition, "" + offset};
    await().untilAsserted(() -> assertThat(fixture.one(sql, where)).isNotEqualTo("none"));
    return Json.tree(fixture.one(sql, where));
  }

  @Test
  void shouldWriteInstanceNodeAndTransitionWhenStarted() {
    InstanceId id = fixture.start(1, START);

    awaitStatus(id, "running");
    assertThat(id.partition()).isEqualTo(1);
    assertThat(
            fixture.one(
                "SELECT CONCAT_WS(' ', node_id, status, executor, attempt) FROM task_nodes"
                    + " WHERE workflow_instance_id = ?",
                id.value()))
        .isEqualTo("work scheduled noop 1");
    assertThat(fixture.transitions(id)).hasSize(1);
    assertThat(
            fixture.one(
                "SELECT CONCAT_WS(' ', aggregatetype, type, `partition`, sequence) FROM outbox"
                    + " WHERE aggregateid = ?",
                id.toString()))
        .isEqualTo("transitions instance.transition 1 1");
  }

  @Test
  void shouldCompleteAndChainTransitionsWhenResultComes() {
    InstanceId id = fixture.start(0, START);
    awaitStatus(id, "running");
    fixture.send("results", 0, IntakeFixture.completed(id, 1, "{\"ok\":true}"));

    awaitStatus(id, "completed");
    List<Transition> transitions = fixture.transitions(id);
    assertThat(transitions).extracting(Transition::sequence).containsExactly(1L, 2L);
    assertThat(transitions.get(1).previousHash()).isEqualTo(transitions.get(0).hash());
    assertThat(transitions.get(1).cause().type()).isEqualTo("task.completed");
    assertThat(transitions.get(1).events().getLast()).isInstanceOf(InstanceCompleted.class);
    assertThat(
            fixture.one(
                "SELECT CONCAT_WS(' ', output_data, sequence, LOWER(HEX(sequence_hash)),"
                    + " completed_nodes) FROM workflow_instances WHERE id = ?",
                id.value()))
        .isEqualTo(
            "{\"work\": {\"ok\": true}} 2 %s [\"work\"]".formatted(transitions.get(1).hash()));
    assertThat(
            fixture.one(
                "SELECT CONCAT_WS(' ', assigned_engine_id, status) FROM workflow_assignments"
                    + " WHERE workflow_instance_id = ?",
                id.value()))
        .isEqualTo("engine-1 completed");
  }

  @Test
  void shouldChangeNothingWhenResultComesTwice() {
    InstanceId id = fixture.start(0, START);
    awaitStatus(id, "running");
    fixture.send("results", 0, IntakeFixture.completed(id, 1, "1"));
    fixture.send("results", 0, IntakeFixture.completed(id, 1, "2"));
    fixture.send("results", 0, IntakeFixture.completed(id, 7, "3"));
    InstanceId later = fixture.start(0, START);

    awaitStatus(later, "running");
    awaitStatus(id, "completed");
    assertThat(fixture.transitions(id)).hasSize(2);
  }

  @Test
  void shouldRecordTheWorkerWhenItSaysThatItHasBegun() {
    InstanceId id = fixture.start(0, START);
    awaitStatus(id, "running");
    fixture.send(
        "results",
        0,
        IntakeFixture.completed(id, 1, "null").replace("task.completed", "task.started"));
    String assignment =
        "SELECT CONCAT_WS(' ', node_id, assigned_engine_id, status) FROM node_assignments"
            + " WHERE workflow_instance_id = ?";
    await()
        .untilAsserted(
            () ->
                assertThat(fixture.one(assignment, id.value())).isEqualTo("work worker-1 running"));
    fixture.send("results", 0, IntakeFixture.completed(id, 1, "null"));

    awaitStatus(id, "completed");
    assertThat(fixture.one(assignment, id.value())).isEqualTo("work worker-1 completed");
  }

  @Test
  void shouldKeepBytesAndHeadersWhenARecordCannotBeRead() {
    byte[] broken = {'{', '"', 0, (byte) 0xff, (byte) 0xfe};
    ProducerRecord<byte[], byte[]> dead =
        new ProducerRecord<>(fixture.kafka.topic("starts"), 0, "key-1".getBytes(UTF_8), broken);
    dead.headers().add("traceparent", "no trace".getBytes(UTF_8)).add("raw", new byte[] {-1, 0});
    long offset = fixture.send(dead);

    JsonNode headers = deadLetter("starts", 0, offset);
    assertThat(headers.path("millrace_code").asText()).isEqualTo("malformed");
    assertThat(headers.path("millrace_reason").asText()).contains("JSON");
    assertThat(headers.path("traceparent").asText()).isEqualTo("no trace");
    assertThat(headers.path("raw").path("base64").asText()).isEqualTo("/wA=");
    assertThat(
            fixture.one(
                "SELECT HEX(payload) FROM outbox WHERE aggregateid = 'key-1'"
                    + " AND aggregatetype = 'dead-letters'"))
        .isEqualTo("7B2200FFFE");
  }

  @Test
  void shouldNameTheFieldWhenAResultBreaksItsContract() {
    long offset = fixture.send("results", 1, "{\"type\":\"task.completed\",\"instanceId\":\"x\"}");

    JsonNode headers = deadLetter("results", 1, offset);
    assertThat(headers.path("millrace_pointer").asText()).isEqualTo("/instanceId");
  }

  @Test
  void shouldRejectTheStartWhenNoWorkflowHasThatName() {
    InstanceId id = fixture.start(1, "{\"workflow\":\"nobody\",\"businessKey\":\"b-1\"}");

    await().untilAsserted(() -> assertThat(fixture.transitions(id)).hasSize(1));
    Transition rejected = fixture.transitions(id).getFirst();
    assertThat(rejected.events())
        .singleElement()
        .isInstanceOfSatisfying(
            StartRejected.class,
            event -> assertThat(event.error().code()).isEqualTo("workflow-unknown"));
    assertThat(rejected.instance().businessKey()).isEqualTo("b-1");
    assertThat(fixture.status(id)).isEqualTo("none");
    long offset = id.value() - InstanceId.first(1).value();
    assertThat(deadLetter("starts", 1, offset).path("millrace_code").asText())
        .isEqualTo("workflow-unknown");
  }

  @Test
  void shouldStartWithTheVersionThatIsActiveAtThatMoment() {
    String start = "{\"workflow\":\"renewed\",\"input\":{}}";
    fixture.deploy("renewed", "1.0.0");
    InstanceId first = fixture.start(1, start);
    awaitStatus(first, "running");

    fixture.deploy("renewed", "2.0.0");
    InstanceId second = fixture.start(1, start);
    InstanceId third = fixture.start(1, start);
    awaitStatus(third, "running");

    assertThat(fixture.version(first)).isEqualTo("1.0.0");
    assertThat(fixture.version(second)).isEqualTo("2.0.0");
    assertThat(fixture.version(third)).isEqualTo("2.0.0");
  }

  @Test
  void shouldStartNothingAnyMoreWhenTheVersionIsArchived() {
    String start = "{\"workflow\":\"retired\",\"version\":\"1.0.0\",\"input\":{}}";
    fixture.deploy("retired", "1.0.0");
    awaitStatus(fixture.start(1, start), "running");

    fixture.archive("retired");
    long offset = fixture.send("starts", 1, start);

    assertThat(deadLetter("starts", 1, offset).path("millrace_code").asText())
        .isEqualTo("version-not-startable");
  }

  @Test
  void shouldAnswerWithTheFirstInstanceWhenAnExternalIdIsTaken() {
    String start = "{\"workflow\":\"one-task\",\"externalId\":\"ext-1\"}";
    InstanceId first = fixture.start(0, start);
    InstanceId second = fixture.start(0, start);
    awaitStatus(first, "running");
    InstanceId third = fixture.start(1, start);

    await().untilAsserted(() -> assertThat(fixture.transitions(third)).hasSize(1));
    assertThat(List.of(second, third))
        .allSatisfy(
            id ->
                assertThat(fixture.transitions(id).getFirst().events().getFirst())
                    .isInstanceOfSatisfying(
                        StartRejected.class,
                        e -> assertThat(e.existingInstanceId()).isEqualTo(first)));
  }

  @Test
  void shouldWaitForTheStartWhenAControlOvertakesIt() {
    InstanceId id = fixture.start(0, START);
    fixture.send("controls", 0, IntakeFixture.control("instance.cancel", id));

    awaitStatus(id, "cancelled");
  }

  @Test
  void shouldMakeADeadLetterWhenThereIsNoSuchInstance() {
    InstanceId nobody = new InstanceId(InstanceId.first(1).value() + 1_000_000);
    long offset = fixture.send("controls", 1, IntakeFixture.control("instance.cancel", nobody));

    assertThat(deadLetter("controls", 1, offset).path("millrace_code").asText())
        .isEqualTo("instance-unknown");
  }

  @Test
  void shouldMakeADeadLetterWhenAMessageComesOnAnotherPartition() {
    InstanceId id = fixture.start(0, START);
    awaitStatus(id, "running");
    long offset = fixture.send("results", 1, IntakeFixture.completed(id, 1, "1"));

    assertThat(deadLetter("results", 1, offset).path("millrace_code").asText())
        .isEqualTo("wrong-partition");
    assertThat(fixture.status(id)).isEqualTo("running");
  }

  @Test
  void shouldPutOneRecordAsideWhenDecidingOnItIsABug() {
    InstanceId id = fixture.start(0, "{\"workflow\":\"one-task\",\"input\":{\"bug\":true}}");
    awaitStatus(id, "running");
    long offset = fixture.send("results", 0, IntakeFixture.completed(id, 1, "1"));
    InstanceId good = fixture.start(0, START);

    awaitStatus(good, "running");
    assertThat(deadLetter("results", 0, offset).path("millrace_code").asText())
        .isEqualTo("engine-fault");
  }

  @Test
  void shouldRecordPositionsOfAllThatWasTakenIn() {
    InstanceId id = fixture.start(1, START);
    awaitStatus(id, "running");

    assertThat(
            fixture.one(
                "SELECT id_base + next_offset FROM intake_positions"
                    + " WHERE topic = ? AND partition_no = 1",
                fixture.kafka.topic("starts")))
        .isEqualTo(Long.toString(id.value() + 1));
  }
}
