package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.junit.OnEveryMySql;
import io.millrace.local.junit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * On filled tables, no query that runs often reads more than it needs: each seeks in the index that
 * was made for it.
 */
@OnEveryMySql
@SuppressWarnings("NullAway.Init") // JUnit calls open() first
class QueryPlansIT {

  /** Access by one row, by equality, or by range; not by a whole index or table. */
  private static final Set<String> SEEKS = Set.of("const", "eq_ref", "ref", "range");

  private Sql sql;

  @BeforeEach
  void open(TestDatabase database) throws Exception {
    database.once(QueryPlansIT::fill);
    sql = new Sql(database.connect());
  }

  private static void fill(TestDatabase database) throws SQLException {
    Migrations.of(database.dataSource()).migrate();
    try (Sql filling = new Sql(database.connect())) {
      filling.run("SET SESSION cte_max_recursion_depth = 100000");
      FilledTables.fill(filling);
    }
  }

  @AfterEach
  void close() throws SQLException {
    sql.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          instances of a batch | workflow_instances | PRIMARY | SELECT * FROM workflow_instances WHERE id IN (6, 1099511627777, 2199023255554)
          nodes of a batch | task_nodes | PRIMARY | SELECT * FROM task_nodes WHERE workflow_instance_id IN (6, 1099511627777, 2199023255554) ORDER BY workflow_instance_id, node_no
          timers of instances | workflow_instances | idx_workflow_instances_due | SELECT id, due_at FROM workflow_instances WHERE partition_no = 2 AND due_at <= UTC_TIMESTAMP(3) + INTERVAL 60 SECOND
          timers of nodes | task_nodes | idx_task_nodes_due | SELECT workflow_instance_id, node_no, due_at FROM task_nodes WHERE partition_no IN (2, 3) AND due_at <= UTC_TIMESTAMP(3) + INTERVAL 60 SECOND
          timers by the high bits of ids | workflow_instances | idx_workflow_instances_due | SELECT id FROM workflow_instances WHERE id >> 40 = 2 AND due_at <= UTC_TIMESTAMP(3) + INTERVAL 60 SECOND
          instance by external id | workflow_instances | uq_workflow_instances_name_external_id | SELECT id FROM workflow_instances WHERE name = 'wf1' AND external_id = 'x3'
          instances by external ids | workflow_instances | uq_workflow_instances_name_external_id | SELECT id, name, external_id FROM workflow_instances WHERE (name, external_id) IN (('wf1', 'x3'), ('wf2', 'x6'))
          active version | workflow_definitions | uq_workflow_definitions_active_name | SELECT id, version FROM workflow_definitions WHERE active_name = 'wf1'
          named version | workflow_definitions | uq_workflow_definitions_name_version | SELECT id FROM workflow_definitions WHERE name = 'wf1' AND version = '0'
          children of an instance | workflow_instances | idx_workflow_instances_parent | SELECT id, status FROM workflow_instances WHERE parent_instance_id = 1099511627777
          child of a node | workflow_instances | idx_workflow_instances_parent | SELECT id FROM workflow_instances WHERE parent_instance_id = 1099511627777 AND parent_node_no = 1
          open instances with a mutex key | workflow_instances | idx_workflow_instances_mutex | SELECT id FROM workflow_instances WHERE mutex_key = 'm5' AND status IN ('pending', 'running', 'paused')
          instances by business key | workflow_instances | idx_workflow_instances_business_key | SELECT id FROM workflow_instances WHERE input_business_key = 'b77'
          list by status | workflow_instances | idx_workflow_instances_status_created | SELECT id, name, created_at FROM workflow_instances WHERE status = 'completed' ORDER BY created_at DESC LIMIT 20
          instances of a period | workflow_instances | idx_workflow_instances_created | SELECT name, status FROM workflow_instances WHERE created_at >= UTC_TIMESTAMP(3) - INTERVAL 60 SECOND AND created_at < UTC_TIMESTAMP(3)
          open work of an engine | workflow_instances | idx_workflow_instances_engine | SELECT COUNT(*) FROM workflow_instances WHERE assigned_engine_id = 'e91' AND status IN ('pending', 'running')
          open nodes of an engine | task_nodes | idx_task_nodes_engine | SELECT workflow_instance_id, node_no FROM task_nodes WHERE assigned_engine_id = 'e91' AND status IN ('scheduled', 'running')
          lock by key | workflow_locks | PRIMARY | SELECT * FROM workflow_locks WHERE lock_key = 'node:7:a'
          locks of an owner | workflow_locks | idx_workflow_locks_owner | SELECT lock_key FROM workflow_locks WHERE owner = 'e7'
          expired locks | workflow_locks | idx_workflow_locks_expires | SELECT lock_key FROM workflow_locks WHERE expires_at <= UTC_TIMESTAMP(3)
          late engines | workflow_engine_instances | idx_workflow_engine_instances_heartbeat | SELECT instance_id FROM workflow_engine_instances WHERE status IN ('active', 'maintenance') AND last_heartbeat < UTC_TIMESTAMP(3) - INTERVAL 300 SECOND
          schedules due | workflow_schedules | idx_workflow_schedules_due | SELECT id FROM workflow_schedules WHERE is_enabled = TRUE AND next_run_time <= UTC_TIMESTAMP(3)
          assignments of an instance | workflow_assignments | idx_workflow_assignments_instance | SELECT * FROM workflow_assignments WHERE workflow_instance_id = 6
          assignments of a node | node_assignments | idx_node_assignments_node | SELECT * FROM node_assignments WHERE workflow_instance_id = 6 AND node_no = 1
          open assignments of an engine | node_assignments | idx_node_assignments_engine | SELECT id FROM node_assignments WHERE assigned_engine_id = 'e91' AND status IN ('assigned', 'running')
          failovers of an engine | failover_events | idx_failover_events_engine | SELECT id FROM failover_events WHERE failed_engine_id = 'e1' ORDER BY event_time DESC LIMIT 1
          log of an instance | execution_logs | idx_execution_logs_instance | SELECT * FROM execution_logs WHERE workflow_instance_id = 6 ORDER BY timestamp
          outbox by id | outbox | PRIMARY | SELECT * FROM outbox WHERE id BETWEEN 10 AND 20
          """)
  void shouldSeekInItsIndex(String what, String table, String index, String query)
      throws SQLException {
    assertThat(plan(query))
        .as(what)
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step).containsEntry("table", table).containsEntry("key", index);
              assertThat(step.get("type")).isIn(SEEKS);
              assertThat(step.get("Extra")).doesNotContain("filesort", "temporary");
            });
  }

  @Test
  void shouldReadTheNewestInstancesOnlyWhenTheyAreListed() throws SQLException {
    assertThat(plan("SELECT id, name FROM workflow_instances ORDER BY created_at DESC LIMIT 20"))
        .singleElement()
        .satisfies(
            step ->
                assertThat(step)
                    .containsEntry("key", "idx_workflow_instances_created")
                    .containsEntry("rows", "20"));
  }

  @Test
  void shouldReadOneInstanceWhenTheStatusViewIsAskedForOne() throws SQLException {
    List<Map<String, String>> plan =
        plan("SELECT * FROM v_distributed_execution_status WHERE workflow_instance_id = 6");

    assertThat(baseTables(plan))
        .extracting(step -> step.get("table") + " " + step.get("type") + " " + step.get("key"))
        .containsExactlyInAnyOrder("i const PRIMARY", "d const PRIMARY", "t ref PRIMARY");
  }

  @Test
  void shouldReadOpenInstancesOnlyWhenTheStatusViewIsAskedForThose() throws SQLException {
    assertThat(
            baseTables(
                plan("SELECT * FROM v_distributed_execution_status WHERE status = 'running'")))
        .allSatisfy(step -> assertThat(step.get("type")).isIn(SEEKS));
  }

  @Test
  void shouldCountOpenWorkByEngineAndStateInTheLoadView() throws SQLException {
    List<Map<String, String>> plan = plan("SELECT * FROM v_engine_load_status");

    assertThat(baseTables(plan))
        .filteredOn(step -> !step.getOrDefault("table", "").equals("e"))
        .hasSize(2)
        .allSatisfy(
            step ->
                assertThat(step)
                    .containsEntry("type", "ref")
                    .containsEntry("key_len", "1024")
                    .containsKey("key"));
  }

  @Test
  void shouldReadOneLockWhenTheLockViewIsAskedForOne() throws SQLException {
    assertThat(baseTables(plan("SELECT * FROM v_lock_status WHERE lock_key = 'node:7:a'")))
        .allSatisfy(step -> assertThat(step.get("type")).isIn(SEEKS));
  }

  @Test
  void shouldSeekRecoverableInstances() throws SQLException {
    assertThat(
            baseTables(
                plan(
                    bodyOf(
                        "GetRecoverableInstances",
                        "WITH recoverable",
                        "late_before",
                        "UTC_TIMESTAMP(3) - INTERVAL 300 SECOND"))))
        .hasSize(7)
        .allSatisfy(
            step -> {
              assertThat(step.get("type")).isIn(SEEKS);
              assertThat(step.get("key")).isNotEqualTo("NULL");
            });
  }

  /** A statement in a procedure, from its first words to its end, with a variable replaced. */
  private String bodyOf(String procedure, String from, String variable, String value)
      throws SQLException {
    String body =
        sql.value(
            "SELECT routine_definition FROM information_schema.routines WHERE routine_schema ="
                + " DATABASE() AND routine_name = ?",
            procedure);
    int start = body.indexOf(from);
    return body.substring(start, body.indexOf(';', start)).replace(variable, value);
  }

  private List<Map<String, String>> plan(String query) throws SQLException {
    return sql.rows("EXPLAIN FORMAT = TRADITIONAL " + query);
  }

  /** Without the steps on literals and on results of other steps. */
  private static List<Map<String, String>> baseTables(List<Map<String, String>> plan) {
    return plan.stream()
        .filter(step -> !step.getOrDefault("table", "").matches("<.*|NULL|o"))
        .toList();
  }
}
