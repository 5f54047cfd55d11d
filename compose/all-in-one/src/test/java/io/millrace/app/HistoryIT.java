package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedMillrace.class)
class HistoryIT {

  private long instance;
  private String id = "";

  @BeforeEach
  void complete(TestMillrace millrace) {
    millrace.deploy(Workflows.ONE).ok();
    instance = millrace.begin("one", "--input", "{\"n\": 1}");
    id = Long.toString(instance);
    millrace.await(instance, "completed");
  }

  /** The others verify everything. */
  @AfterEach
  void remove(TestMillrace millrace) {
    sql(
        millrace,
        "UPDATE task_nodes SET node_no = 1, output_data = '{\"n\": 1}' WHERE workflow_instance_id ="
            + " ?");
    sql(millrace, "UPDATE workflow_instances SET status = 'completed' WHERE id = ?");
  }

  @Test
  void shouldPrintEachTransitionWhenAskedForEvents(TestMillrace millrace) {
    JsonNode events = millrace.run("events", id, "--json").ok().json();

    assertThat(events).extracting(event -> event.path("sequence").asInt()).containsExactly(1, 2);
    assertThat(events.path(0).path("events"))
        .extracting(event -> event.path("type").asText())
        .containsExactly("InstanceCreated", "InstanceStarted", "NodeScheduled");
    assertThat(events.path(1).path("previousHash")).isEqualTo(events.path(0).path("hash"));
    assertThat(millrace.run("events", id).ok().out())
        .contains("workflow.start", "NodeCompleted", "InstanceCompleted");
  }

  @Test
  void shouldShowTheStateAsItWasWhenReplayedUntilATransition(TestMillrace millrace) {
    JsonNode before = millrace.run("replay", id, "--until", "1", "--json").ok().json();
    JsonNode now = millrace.run("replay", id, "--json").ok().json();

    assertThat(before.path("status").asText()).isEqualTo("running");
    assertThat(TestMillrace.node(before, "a").path("status").asText()).isEqualTo("scheduled");
    assertThat(now).isEqualTo(millrace.run("describe", id, "--json").json());
    assertThat(millrace.run("replay", id, "--until", "3").wrongUse().err())
        .contains("--until must be from 1 to 2");
  }

  @Test
  void shouldFindNothingWhenNobodyTouchedTheRows(TestMillrace millrace) {
    JsonNode report = millrace.run("verify", id, "--json").ok().json();

    assertThat(report.toString())
        .isEqualTo("{\"instances\":1,\"transitions\":2,\"differences\":[]}");
    assertThat(millrace.run("verify", "--all").ok().out()).contains("no differences");
  }

  @Test
  void shouldNameNodeColumnAndBothValuesWhenARowWasChanged(TestMillrace millrace) {
    sql(
        millrace,
        "UPDATE task_nodes SET output_data = '{\"n\": 2}' WHERE workflow_instance_id = ?");

    Answer one = millrace.run("verify", id).failed();
    JsonNode all = millrace.run("verify", "--all", "--json").failed().json();

    assertThat(one.out().lines())
        .containsExactly(
            id + " node 1 (a) output_data: the log says {\"n\":1}, MySQL says {\"n\":2}",
            "1 instances, 2 transitions: 1 differences");
    assertThat(all.path("differences")).hasSize(1);
    assertThat(all.path("differences").path(0).path("what").asText())
        .isEqualTo("node 1 (a) output_data");
  }

  @Test
  void shouldNameTheStatusWhenItWasChanged(TestMillrace millrace) {
    sql(millrace, "UPDATE workflow_instances SET status = 'failed' WHERE id = ?");

    assertThat(millrace.run("verify", id).failed().out())
        .contains(id + " instance status: the log says COMPLETED, MySQL says FAILED");
  }

  @Test
  void shouldSayWhichSideMissesItWhenANodeIsOnOneSideOnly(TestMillrace millrace) {
    sql(millrace, "UPDATE task_nodes SET node_no = 9 WHERE workflow_instance_id = ?");

    assertThat(millrace.run("verify", id).failed().out())
        .contains(id + " node 1 (a): the log has the node, MySQL has not")
        .contains(id + " node 9: MySQL has the node, the log has not");
  }

  @Test
  void shouldSaySoWhenNobodyKnowsTheInstance(TestMillrace millrace) {
    assertThat(millrace.run("verify", "4242").failed().out())
        .contains("4242 instance: neither MySQL nor the log knows it");
  }

  @Test
  void shouldLeaveATopicAsItIsWhenEnginesKnowIt(TestMillrace millrace) {
    JsonNode answer = millrace.run("adopt-topic", "millrace.starts", "--json").ok().json();

    assertThat(answer.toString())
        .isEqualTo("{\"topic\":\"millrace.starts\",\"outcome\":\"unchanged\",\"partitions\":[]}");
    assertThat(millrace.run("adopt-topic", "millrace.tasks.echo").wrongUse().err())
        .contains("TOPIC must be one of millrace.starts, millrace.results, millrace.controls");
  }

  private void sql(TestMillrace millrace, String statement) {
    millrace.database().inTransaction(transaction -> transaction.update(statement, instance));
  }
}
