package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.junit.TestDatabase;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the specification names exists under that name, and the conventions hold for all of it. */
class SpecificationIT extends MigratedDatabase {

  private static final String OURS =
      " table_schema = DATABASE() AND table_name NOT LIKE 'flyway%' ";

  @Test
  void shouldHaveTheTables() throws SQLException {
    assertThat(
            sql.column(
                "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
                    + " AND"
                    + OURS
                    + "ORDER BY 1"))
        .containsExactly(
            "execution_logs",
            "failover_events",
            "intake_positions",
            "node_assignments",
            "outbox",
            "task_nodes",
            "workflow_assignments",
            "workflow_definitions",
            "workflow_engine_instances",
            "workflow_instances",
            "workflow_locks",
            "workflow_schedules");
  }

  @Test
  void shouldHaveTheViews() throws SQLException {
    assertThat(
            sql.column(
                "SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE()"
                    + " ORDER BY 1"))
        .containsExactly("v_distributed_execution_status", "v_engine_load_status", "v_lock_status");
  }

  @Test
  void shouldHaveTheProceduresAndNothingElseThatRuns() throws SQLException {
    assertThat(
            sql.column(
                "SELECT CONCAT(routine_type, ' ', routine_name) FROM information_schema.routines"
                    + " WHERE routine_schema = DATABASE() ORDER BY 1"))
        .containsExactly(
            "PROCEDURE CleanupExpiredLocks",
            "PROCEDURE DetectFailedEngines",
            "PROCEDURE GetRecoverableInstances",
            "PROCEDURE GetWorkflowExecutionStats",
            "PROCEDURE UpdateWorkflowHeartbeat");
    assertThat(
            sql.rows("SELECT * FROM information_schema.triggers WHERE trigger_schema = DATABASE()"))
        .isEmpty();
    assertThat(sql.rows("SELECT * FROM information_schema.events WHERE event_schema = DATABASE()"))
        .isEmpty();
  }

  @Test
  void shouldHaveTheParameters() throws SQLException {
    assertThat(
            sql.column(
                "SELECT CONCAT(specific_name, ' ', parameter_mode, ' ', parameter_name, ' ',"
                    + " dtd_identifier) FROM information_schema.parameters WHERE specific_schema ="
                    + " DATABASE() ORDER BY specific_name, ordinal_position"))
        .containsExactly(
            "DetectFailedEngines IN heartbeat_timeout_seconds int",
            "GetRecoverableInstances IN timeout_seconds int",
            "GetWorkflowExecutionStats IN start_date datetime(3)",
            "GetWorkflowExecutionStats IN end_date datetime(3)",
            "UpdateWorkflowHeartbeat IN instance_id bigint",
            "UpdateWorkflowHeartbeat IN owner_id varchar(255)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workflow_definitions | id, name, version, display_name, description, definition, category,"
            + " tags, status, is_active, timeout_seconds, max_retries, retry_delay_seconds,"
            + " created_by, created_at, updated_at, active_name",
        "workflow_instances | id, workflow_definition_id, name, external_id, status, priority,"
            + " input_data, output_data, context_data, current_node_id, completed_nodes,"
            + " failed_nodes, retry_count, max_retries, error_message, error_details, started_at,"
            + " completed_at, paused_at, due_at, lock_owner, lock_acquired_at, last_heartbeat,"
            + " assigned_engine_id, assignment_strategy, parent_instance_id, parent_node_no,"
            + " schedule_id, sequence, sequence_hash, created_by, created_at, updated_at,"
            + " mutex_key, input_business_key, partition_no",
        "task_nodes | workflow_instance_id, node_no, node_id, node_name, node_type, executor,"
            + " status, parent_node_id, parallel_group_id, parallel_index, iteration_index,"
            + " is_dynamic_task, attempt, retry_count, max_retries, timeout_seconds, input_data,"
            + " output_data, error_message, error_details, loop_progress, assigned_engine_id,"
            + " claim_id, child_instance_id, depends_on, scheduled_at, started_at, completed_at,"
            + " due_at, last_heartbeat, duration_ms, partition_no",
        "workflow_locks | lock_key, owner, lock_type, fencing_token, expires_at, lock_data,"
            + " acquired_at, renewed_at",
        "workflow_engine_instances | instance_id, hostname, process_id, status, roles, load_info,"
            + " supported_executors, version, started_at, last_heartbeat",
        "workflow_assignments | id, workflow_instance_id, assigned_engine_id, assignment_strategy,"
            + " assignment_reason, status, assigned_at, completed_at",
        "node_assignments | id, workflow_instance_id, node_no, node_id, assigned_engine_id,"
            + " assignment_strategy, required_capabilities, estimated_duration, status,"
            + " assigned_at, completed_at",
        "failover_events | id, failed_engine_id, takeover_engine_id, affected_workflows,"
            + " affected_nodes, failover_reason, event_time, recovery_completed_at, status",
        "workflow_schedules | id, name, workflow_definition_id, workflow_name, cron_expression,"
            + " timezone, is_enabled, input_data, context_data, business_key, mutex_key,"
            + " next_run_time, last_run_time, max_instances, overlap_policy, catchup_policy,"
            + " created_by, created_at, updated_at",
        "execution_logs | id, workflow_instance_id, node_no, node_id, level, message, details,"
            + " engine_instance_id, sequence, timestamp",
        "outbox | id, aggregatetype, aggregateid, type, payload, partition, sequence, headers,"
            + " created_at",
        "intake_positions | topic, partition_no, topic_uuid, id_base, next_offset, updated_at",
      })
  void shouldHaveTheColumns(String table, String columns) throws SQLException {
    assertThat(
            sql.column(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                    + " AND table_name = ? ORDER BY ordinal_position",
                table))
        .containsExactly(columns.split(", "));
  }

  @Test
  void shouldExplainEveryTableColumnIndexAndRoutineInAComment() throws SQLException {
    assertThat(
            sql.column(
                "SELECT table_name FROM information_schema.tables WHERE table_comment = '' AND"
                    + OURS))
        .isEmpty();
    assertThat(
            sql.column(
                "SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns WHERE"
                    + " column_comment = '' AND table_name NOT LIKE 'v\\_%' AND"
                    + OURS))
        .isEmpty();
    assertThat(
            sql.column(
                "SELECT CONCAT(table_name, '.', index_name) FROM information_schema.statistics"
                    + " WHERE index_comment = '' AND index_name <> 'PRIMARY' AND"
                    + OURS))
        .isEmpty();
    assertThat(
            sql.column(
                "SELECT routine_name FROM information_schema.routines WHERE routine_comment = ''"
                    + " AND routine_schema = DATABASE()"))
        .isEmpty();
  }

  @Test
  void shouldUseInnoDbAndUnicode() throws SQLException {
    assertThat(
            sql.column(
                "SELECT DISTINCT CONCAT(engine, ' ', table_collation) FROM"
                    + " information_schema.tables WHERE table_type = 'BASE TABLE' AND"
                    + OURS))
        .containsExactly("InnoDB utf8mb4_unicode_ci");
    assertThat(
            sql.column(
                "SELECT DISTINCT character_set_name FROM information_schema.columns WHERE"
                    + " character_set_name IS NOT NULL AND"
                    + OURS))
        .containsExactly("utf8mb4");
  }

  @Test
  void shouldCompareTheKeysOfCallersByteForByteAndNothingElse() throws SQLException {
    assertThat(
            sql.column(
                "SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns WHERE"
                    + " collation_name = 'utf8mb4_0900_bin' AND table_name NOT LIKE 'v\\_%' AND"
                    + OURS))
        .containsExactlyInAnyOrder(
            "workflow_definitions.name",
            "workflow_definitions.version",
            "workflow_definitions.active_name",
            "workflow_instances.name",
            "workflow_instances.external_id",
            "workflow_instances.mutex_key",
            "workflow_instances.input_business_key",
            "workflow_locks.lock_key",
            "workflow_schedules.business_key",
            "workflow_schedules.mutex_key",
            "outbox.aggregateid",
            "intake_positions.topic",
            "intake_positions.topic_uuid");
  }

  @Test
  void shouldKeepTimesInMilliseconds() throws SQLException {
    assertThat(
            sql.column(
                "SELECT DISTINCT column_type FROM information_schema.columns WHERE data_type IN"
                    + " ('date', 'datetime', 'timestamp', 'time') AND"
                    + OURS))
        .containsExactly("datetime(3)");
  }

  @Test
  void shouldFillInTimesInUtcWhateverTheZoneOfTheSession() throws SQLException {
    sql.run("SET SESSION time_zone = '+09:00'");
    Row.instance(1).into(sql);

    assertThat(
            sql.value(
                "SELECT ABS(TIMESTAMPDIFF(SECOND, created_at, UTC_TIMESTAMP(3))) < 60 FROM"
                    + " workflow_instances"))
        .isEqualTo("1");
  }

  @Test
  void shouldFillInWhatTheSpecificationSets() throws SQLException {
    Row.instance(1).into(sql);
    Row.node(1, 1).into(sql);
    Row.schedule("nightly").into(sql);

    assertThat(sql.row("SELECT * FROM workflow_definitions"))
        .containsEntry("status", "draft")
        .containsEntry("max_retries", "3")
        .containsEntry("retry_delay_seconds", "60");
    assertThat(sql.row("SELECT *, HEX(sequence_hash) AS hash FROM workflow_instances"))
        .containsEntry("status", "pending")
        .containsEntry("priority", "50")
        .containsEntry("retry_count", "0")
        .containsEntry("completed_nodes", "[]")
        .containsEntry("failed_nodes", "[]")
        .containsEntry("sequence", "0")
        .containsEntry("hash", "00".repeat(32));
    assertThat(sql.row("SELECT * FROM task_nodes"))
        .containsEntry("status", "pending")
        .containsEntry("attempt", "0");
    assertThat(sql.row("SELECT * FROM workflow_schedules"))
        .containsEntry("timezone", "UTC")
        .containsEntry("max_instances", "1")
        .containsEntry("overlap_policy", "skip")
        .containsEntry("catchup_policy", "none");
  }

  @ParameterizedTest
  @CsvSource({
    "workflow_instances, status, io.millrace.contract.InstanceStatus",
    "task_nodes, status, io.millrace.contract.NodeStatus",
    "task_nodes, node_type, io.millrace.contract.NodeType",
  })
  void shouldKnowTheSameStatesAsTheContracts(
      String table, String column, Class<? extends Enum<?>> states) throws SQLException {
    String expected =
        Arrays.stream(states.getEnumConstants())
            .map(state -> state.name().toLowerCase(Locale.ROOT))
            .sorted()
            .toList()
            .toString();

    String type =
        sql.value(
            "SELECT column_type FROM information_schema.columns WHERE table_schema = DATABASE() AND"
                + " table_name = ? AND column_name = ?",
            table,
            column);

    List<String> actual =
        Arrays.stream(type.replaceAll("enum\\(|\\)|'", "").split(",")).sorted().toList();
    assertThat(actual).hasToString(expected);
  }

  @Test
  void shouldRunInADatabaseOfAnotherCollation(TestDatabase database) throws SQLException {
    String other = database.name() + "_ci";
    sql.run("CREATE DATABASE `%s` COLLATE utf8mb4_0900_ai_ci".formatted(other));
    try (Sql there = new Sql(database.connect())) {
      there.run("USE `%s`".formatted(other));
      SqlScript.setup().run(there.connection());

      assertThat(there.rows("CALL GetRecoverableInstances(NULL)")).isEmpty();
      assertThat(there.rows("CALL DetectFailedEngines(NULL)")).isEmpty();
      assertThat(there.value("CALL UpdateWorkflowHeartbeat(1, 'x')")).isEqualTo("0");
      assertThat(there.rows("SELECT * FROM v_lock_status")).isEmpty();
    } finally {
      sql.run("DROP DATABASE `%s`".formatted(other));
    }
  }
}
