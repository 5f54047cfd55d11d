package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributedExecutionStatusViewIT extends MigratedDatabase {

  @BeforeEach
  void defineAWorkflowOfFourNodes() throws SQLException {
    sql.run("UPDATE workflow_definitions SET definition = '{\"nodes\": [{}, {}, {}, {}]}'");
  }

  @Test
  void shouldCountTheNodesByStatus() throws SQLException {
    Row.instance(1).with("status", "running").into(sql);
    String[] states = {
      "pending",
      "scheduled",
      "running",
      "retrying",
      "waiting",
      "completed",
      "failed",
      "skipped",
      "cancelled",
      "timeout",
      "completed"
    };
    for (int i = 0; i < states.length; i++) {
      Row.node(1, i + 1).with("status", states[i]).into(sql);
    }

    assertThat(status(1))
        .containsEntry("workflow_name", "order")
        .containsEntry("workflow_version", "1.0.0")
        .containsEntry("status", "running")
        .containsEntry("total_nodes", "11")
        .containsEntry("pending_nodes", "1")
        .containsEntry("scheduled_nodes", "1")
        .containsEntry("running_nodes", "1")
        .containsEntry("retrying_nodes", "1")
        .containsEntry("waiting_nodes", "1")
        .containsEntry("completed_nodes", "2")
        .containsEntry("failed_nodes", "1")
        .containsEntry("skipped_nodes", "1")
        .containsEntry("cancelled_nodes", "1")
        .containsEntry("timeout_nodes", "1")
        .containsEntry("percent_done", "54.5");
  }

  @Test
  void shouldCountTheNodesOfTheDefinitionWhenFewWereReached() throws SQLException {
    Row.instance(1).with("status", "running").into(sql);
    Row.node(1, 1).with("status", "completed").into(sql);

    assertThat(status(1)).containsEntry("total_nodes", "4").containsEntry("percent_done", "25.0");
  }

  @ParameterizedTest
  @CsvSource({"pending, 0.0", "running, 0.0", "failed, 0.0", "completed, 100.0"})
  void shouldShowAnInstanceWhenNoNodeWasReached(String status, String done) throws SQLException {
    Row.instance(1).with("status", status).into(sql);

    assertThat(status(1))
        .containsEntry("total_nodes", "4")
        .containsEntry("percent_done", done)
        .containsEntry("engines_involved", "0")
        .containsEntry("running_ms", "NULL")
        .containsEntry("last_heartbeat", "NULL");
  }

  @Test
  void shouldShowNothingDoneWhenTheDefinitionHasNoNodes() throws SQLException {
    Row.definition(2, "empty", "1").into(sql);
    Row.instance(1).with("workflow_definition_id", 2).with("status", "running").into(sql);

    assertThat(status(1)).containsEntry("total_nodes", "0").containsEntry("percent_done", "0.0");
  }

  @Test
  void shouldCountEveryEngineOnceWhenSeveralAreInvolved() throws SQLException {
    Row.engine("engine-a").into(sql);
    Row.engine("engine-b").with("status", "inactive").ago("last_heartbeat", 900).into(sql);
    Row.instance(1).with("assigned_engine_id", "engine-a").into(sql);
    Row.node(1, 1).with("assigned_engine_id", "engine-a").into(sql);
    Row.node(1, 2).with("assigned_engine_id", "engine-b").into(sql);
    Row.node(1, 3).with("assigned_engine_id", "engine-b").into(sql);
    Row.node(1, 4).into(sql);
    Row.instance(2).with("assigned_engine_id", "engine-a").into(sql);
    Row.node(2, 1).with("assigned_engine_id", "engine-b").into(sql);

    assertThat(status(1)).containsEntry("engines_involved", "2");
    assertThat(status(2)).containsEntry("engines_involved", "2");
  }

  @Test
  void shouldMeasureTheRunningTimeUpToTheEnd() throws SQLException {
    Row.instance(1)
        .with("status", "completed")
        .with("started_at", "2026-01-01 00:00:00")
        .with("completed_at", "2026-01-01 00:01:30.250")
        .into(sql);

    assertThat(status(1)).containsEntry("running_ms", "90250");
  }

  @Test
  void shouldMeasureTheRunningTimeUpToNowWhenOpen() throws SQLException {
    Row.instance(1).with("status", "running").ago("started_at", 60).into(sql);

    assertThat(Long.parseLong(status(1).getOrDefault("running_ms", "")))
        .isBetween(60_000L, 120_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "'2026-01-01 00:00:01', '2026-01-01 00:00:02', '2026-01-01 00:00:02'",
    "'2026-01-01 00:00:03', '2026-01-01 00:00:02', '2026-01-01 00:00:03'",
    "'2026-01-01 00:00:01', , '2026-01-01 00:00:01'",
    ", '2026-01-01 00:00:02', '2026-01-01 00:00:02'",
  })
  void shouldShowTheLastHeartbeatOfInstanceAndNodes(String ofInstance, String ofNode, String last)
      throws SQLException {
    Row.instance(1).with("last_heartbeat", ofInstance).into(sql);
    Row.node(1, 1).with("last_heartbeat", ofNode).into(sql);

    assertThat(status(1)).containsEntry("last_heartbeat", last);
  }

  private Map<String, String> status(long id) throws SQLException {
    return sql.row(
        "SELECT * FROM v_distributed_execution_status WHERE workflow_instance_id = ?", id);
  }
}
