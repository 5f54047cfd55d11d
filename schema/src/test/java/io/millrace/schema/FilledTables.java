package io.millrace.schema;

import java.sql.SQLException;
import java.util.List;

/**
 * Tables as they look after a while: 12,000 instances in 6 partitions, one in twenty of them
 * running, and what belongs to them.
 */
final class FilledTables {

  private static final List<String> ANALYZED =
      List.of(
          "workflow_definitions",
          "workflow_instances",
          "task_nodes",
          "workflow_locks",
          "workflow_engine_instances",
          "workflow_assignments",
          "node_assignments",
          "failover_events",
          "workflow_schedules",
          "execution_logs",
          "outbox");

  private FilledTables() {}

  static void fill(Sql sql) throws SQLException {
    fillDefinitionsAndInstances(sql);
    fillDistribution(sql);
    fillLogs(sql);
    for (String table : ANALYZED) {
      sql.rows("ANALYZE TABLE " + table);
    }
  }

  private static void fillDefinitionsAndInstances(Sql sql) throws SQLException {
    insert(
        sql,
        """
        INSERT INTO workflow_definitions (id, name, version, definition, is_active)
        SELECT n, CONCAT('wf', n DIV 3), n MOD 3, '{"nodes": [{}, {}, {}]}', n MOD 3 = 0 FROM %s
        """,
        300);
    insert(
        sql,
        """
        INSERT INTO workflow_instances
          (id, workflow_definition_id, name, external_id, status, priority, assigned_engine_id, last_heartbeat, context_data,
           input_data, due_at, created_at, parent_instance_id, parent_node_no)
        SELECT
          ((n MOD 6) << 40) + n, 1 + n MOD 300, CONCAT('wf', (1 + n MOD 300) DIV 3), CONCAT('x', n),
          IF(n MOD 20 = 0, 'running', IF(n MOD 51 = 0, 'failed', IF(n MOD 97 = 0, 'paused', IF(n MOD 33 = 0, 'pending', 'completed')))),
          n MOD 100, CONCAT('e', 90 + n MOD 10), UTC_TIMESTAMP(3) - INTERVAL IF(n MOD 1000 = 0, 900, 1) SECOND,
          JSON_OBJECT('mutexKey', CONCAT('m', n MOD 500)), JSON_OBJECT('businessKey', CONCAT('b', n)),
          IF(n MOD 20 = 0, UTC_TIMESTAMP(3) + INTERVAL n SECOND, NULL), UTC_TIMESTAMP(3) - INTERVAL n SECOND,
          IF(n MOD 10 = 0, ((n MOD 6) << 40) + n - 6, NULL), IF(n MOD 10 = 0, 1, NULL)
        FROM %s
        """,
        12_000);
    sql.run(
        """
        INSERT INTO task_nodes (workflow_instance_id, node_no, node_id, node_type, status, assigned_engine_id, due_at)
        SELECT
          i.id, k.no, CONCAT('n', k.no), 'task', IF(i.status <> 'completed' AND k.no = 3, 'running', 'completed'),
          i.assigned_engine_id, IF(i.status <> 'completed' AND k.no = 3, i.created_at + INTERVAL 12000 SECOND, NULL)
        FROM workflow_instances i, (SELECT 1 AS no UNION ALL SELECT 2 UNION ALL SELECT 3) k
        """);
  }

  private static void fillDistribution(Sql sql) throws SQLException {
    insert(
        sql,
        """
        INSERT INTO workflow_engine_instances (instance_id, hostname, process_id, status, last_heartbeat)
        SELECT CONCAT('e', n), 'host', n, IF(n < 90, 'inactive', 'active'), UTC_TIMESTAMP(3) - INTERVAL IF(n < 90, 900, 1) SECOND FROM %s
        """,
        100);
    insert(
        sql,
        """
        INSERT INTO workflow_locks (lock_key, owner, lock_type, expires_at)
        SELECT CONCAT('node:', n, ':a'), CONCAT('e', n MOD 100), 'node', UTC_TIMESTAMP(3) + INTERVAL (n MOD 600) - 30 SECOND FROM %s
        """,
        5_000);
    sql.run(
        """
        INSERT INTO workflow_assignments (workflow_instance_id, assigned_engine_id, assignment_strategy, status)
        SELECT id, assigned_engine_id, 'hash', IF(status = 'completed', 'completed', 'running') FROM workflow_instances
        """);
    sql.run(
        """
        INSERT INTO node_assignments (workflow_instance_id, node_no, node_id, assigned_engine_id, assignment_strategy, status)
        SELECT workflow_instance_id, node_no, node_id, assigned_engine_id, 'hash', IF(status = 'completed', 'completed', 'running') FROM task_nodes
        """);
    insert(
        sql,
        "INSERT INTO failover_events (failed_engine_id, failover_reason) SELECT CONCAT('e', n MOD"
            + " 90), 'lost' FROM %s",
        900);
    insert(
        sql,
        """
        INSERT INTO workflow_schedules (name, workflow_name, cron_expression, is_enabled, next_run_time)
        SELECT CONCAT('s', n), 'wf1', '* * * * *', n MOD 2, UTC_TIMESTAMP(3) + INTERVAL n - 5 MINUTE FROM %s
        """,
        1_000);
  }

  private static void fillLogs(Sql sql) throws SQLException {
    sql.run(
        "INSERT INTO execution_logs (workflow_instance_id, message) SELECT id, 'started' FROM"
            + " workflow_instances");
    sql.run(
        """
        INSERT INTO outbox (aggregatetype, aggregateid, type, payload)
        SELECT 'transitions', id, 'instance.transition', '{}' FROM workflow_instances
        """);
  }

  private static void insert(Sql sql, String statement, int rows) throws SQLException {
    String numbers =
        "(WITH RECURSIVE s AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM s WHERE n < %d) SELECT n FROM s) numbers"
            .formatted(rows);
    sql.run(statement.formatted(numbers));
  }
}
