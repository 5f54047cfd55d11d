package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.junit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DetectFailedEnginesIT extends MigratedDatabase {

  @Test
  void shouldReturnNothingWhenEveryHeartbeatIsInTime() throws SQLException {
    Row.engine("engine-a").into(sql);

    assertThat(detect(60)).isEmpty();
    assertThat(sql.value("SELECT COUNT(*) FROM failover_events")).isEqualTo("0");
  }

  @Test
  void shouldMarkAnEngineInactiveWhenItsHeartbeatIsLate() throws SQLException {
    Row.engine("alive").into(sql);
    Row.engine("dead").ago("last_heartbeat", 61).into(sql);

    assertThat(detect(60))
        .singleElement()
        .satisfies(
            engine ->
                assertThat(engine)
                    .containsEntry("instance_id", "dead")
                    .containsEntry("hostname", "host-of-dead")
                    .containsEntry("affected_workflows", "0")
                    .containsEntry("affected_nodes", "0"));
    assertThat(statusOf("dead")).isEqualTo("inactive");
    assertThat(statusOf("alive")).isEqualTo("active");
  }

  @Test
  void shouldFindAnEngineWhenItDiesInMaintenance() throws SQLException {
    Row.engine("dead").with("status", "maintenance").ago("last_heartbeat", 61).into(sql);

    assertThat(detect(60)).hasSize(1);
    assertThat(statusOf("dead")).isEqualTo("inactive");
  }

  @Test
  void shouldFindAnEngineOnce() throws SQLException {
    Row.engine("dead").ago("last_heartbeat", 61).into(sql);

    assertThat(detect(60)).hasSize(1);
    assertThat(detect(60)).isEmpty();
    assertThat(sql.value("SELECT COUNT(*) FROM failover_events")).isEqualTo("1");
  }

  @Test
  void shouldTakeThreeHundredSecondsWhenNoTimeoutIsGiven() throws SQLException {
    Row.engine("late").ago("last_heartbeat", 290).into(sql);
    Row.engine("dead").ago("last_heartbeat", 310).into(sql);

    assertThat(detect(null))
        .extracting(engine -> engine.get("instance_id"))
        .containsExactly("dead");
  }

  @Test
  void shouldReleaseTheLocksOfTheDeadOnly() throws SQLException {
    Row.engine("alive").into(sql);
    Row.engine("dead").ago("last_heartbeat", 61).into(sql);
    Row.lock("workflow:1", "dead").into(sql);
    Row.lock("node:1:2", "dead").into(sql);
    Row.lock("workflow:2", "alive").into(sql);
    Row.lock("mutex:customer", "instance 1").into(sql);

    detect(60);

    assertThat(sql.column("SELECT lock_key FROM workflow_locks ORDER BY lock_key"))
        .containsExactly("mutex:customer", "workflow:2");
  }

  @Test
  void shouldKeepTheFencingTokenWhenAPartitionIsReleased() throws SQLException {
    Row.engine("dead").ago("last_heartbeat", 61).into(sql);
    Row.lock("partition:7", "dead").with("fencing_token", 41).into(sql);

    detect(60);

    assertThat(sql.row("SELECT *, expires_at <= UTC_TIMESTAMP(3) AS expired FROM workflow_locks"))
        .containsEntry("owner", "")
        .containsEntry("fencing_token", "41")
        .containsEntry("expired", "1");
  }

  @Test
  void shouldCloseTheOpenAssignmentsOfTheDead() throws SQLException {
    Row.engine("alive").into(sql);
    Row.engine("dead").ago("last_heartbeat", 61).into(sql);
    Row.assignment(1, "dead").into(sql);
    Row.assignment(2, "dead").with("status", "running").into(sql);
    Row.assignment(3, "dead").with("status", "completed").into(sql);
    Row.assignment(4, "alive").into(sql);
    Row.nodeAssignment(1, 1, "dead").into(sql);
    Row.nodeAssignment(1, 2, "alive").into(sql);

    detect(60);

    assertThat(sql.column("SELECT status FROM workflow_assignments ORDER BY workflow_instance_id"))
        .containsExactly("transferred", "transferred", "completed", "assigned");
    assertThat(sql.column("SELECT status FROM node_assignments ORDER BY node_no"))
        .containsExactly("transferred", "assigned");
    assertThat(
            sql.value("SELECT COUNT(*) FROM workflow_assignments WHERE completed_at IS NOT NULL"))
        .isEqualTo("2");
  }

  @Test
  void shouldWriteWhatWasAffectedAndWhy() throws SQLException {
    Row.engine("dead").with("last_heartbeat", "2026-01-01 00:00:00.000").into(sql);
    Row.instance(1).with("status", "running").with("assigned_engine_id", "dead").into(sql);
    Row.instance(2).with("status", "completed").with("assigned_engine_id", "dead").into(sql);
    Row.instance(3).with("status", "running").with("assigned_engine_id", "alive").into(sql);
    Row.node(3, 1).with("status", "running").with("assigned_engine_id", "dead").into(sql);
    Row.node(3, 2).with("status", "completed").with("assigned_engine_id", "dead").into(sql);

    detect(60);

    assertThat(sql.row("SELECT * FROM failover_events"))
        .containsEntry("failed_engine_id", "dead")
        .containsEntry("takeover_engine_id", "NULL")
        .containsEntry("affected_workflows", "[1]")
        .containsEntry(
            "affected_nodes", "[{\"nodeId\": \"n1\", \"nodeNo\": 1, \"workflowInstanceId\": 3}]")
        .containsEntry("failover_reason", "no heartbeat since 2026-01-01 00:00:00.000 UTC")
        .containsEntry("status", "detected");
  }

  @Test
  void shouldReturnEveryEngineWhenSeveralAreDead() throws SQLException {
    Row.engine("dead-1").ago("last_heartbeat", 61).into(sql);
    Row.engine("dead-2").ago("last_heartbeat", 3_600).into(sql);
    Row.engine("stopped").with("status", "inactive").ago("last_heartbeat", 3_600).into(sql);

    assertThat(detect(60))
        .extracting(engine -> engine.get("instance_id"))
        .containsExactly("dead-1", "dead-2");
  }

  @Test
  void shouldBeUndoneWithTheTransactionOfTheCaller() throws SQLException {
    Row.engine("dead").ago("last_heartbeat", 61).into(sql);
    sql.connection().setAutoCommit(false);

    assertThat(detect(60)).hasSize(1);
    sql.connection().rollback();

    assertThat(statusOf("dead")).isEqualTo("active");
    assertThat(sql.value("SELECT COUNT(*) FROM failover_events")).isEqualTo("0");
  }

  @Test
  void shouldCommitByItselfWhenTheCallerHasNoTransaction(TestDatabase database)
      throws SQLException {
    Row.engine("dead").ago("last_heartbeat", 61).into(sql);

    detect(60);

    assertThat(sql.value("SELECT @@SESSION.autocommit")).isEqualTo("1");
    try (Sql other = new Sql(database.connect())) {
      assertThat(other.value("SELECT status FROM workflow_engine_instances")).isEqualTo("inactive");
    }
  }

  @Test
  void shouldRefuseATimeoutWhenNegative() {
    assertThatThrownBy(() -> detect(-1))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("heartbeat_timeout_seconds must be 0 or more");
  }

  private List<Map<String, String>> detect(@Nullable Integer seconds) throws SQLException {
    return sql.rows("CALL DetectFailedEngines(?)", seconds);
  }

  private String statusOf(String engine) throws SQLException {
    return sql.value("SELECT status FROM workflow_engine_instances WHERE instance_id = ?", engine);
  }
}
