package io.millrace.intake.jdbc;

import io.millrace.contract.NodeStatus;
import io.millrace.contract.NodeType;
import io.millrace.domain.row.NodeRow;
import io.millrace.jdbc.Row;
import io.millrace.jdbc.RowStatement;
import io.millrace.jdbc.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code task_nodes}. */
final class NodeSql {

  private static final List<String> KEYS = List.of("workflow_instance_id", "node_no");

  private static final List<String> STEP_COLUMNS =
      List.of(
          "status",
          "attempt",
          "retry_count",
          "max_retries",
          "timeout_seconds",
          "output_data",
          "error_message",
          "error_details",
          "loop_progress",
          "assigned_engine_id",
          "claim_id",
          "child_instance_id",
          "scheduled_at",
          "started_at",
          "completed_at",
          "due_at",
          "last_heartbeat");

  private static final List<String> FIXED_COLUMNS =
      List.of(
          "node_id",
          "node_name",
          "node_type",
          "executor",
          "parent_node_id",
          "parallel_group_id",
          "parallel_index",
          "iteration_index",
          "is_dynamic_task",
          "depends_on");

  static final RowStatement INSERT =
      RowStatement.insert(
          "task_nodes", all(KEYS, STEP_COLUMNS, List.of("input_data"), FIXED_COLUMNS));

  static final RowStatement UPDATE_STEP = RowStatement.update("task_nodes", KEYS, STEP_COLUMNS);

  static final RowStatement UPDATE_ALL =
      RowStatement.update("task_nodes", KEYS, all(STEP_COLUMNS, List.of("input_data")));

  static final String SELECT = "SELECT * FROM task_nodes WHERE workflow_instance_id IN (?)";

  private NodeSql() {}

  static Row insert(NodeRow row) {
    List<@Nullable Object> values = step(row);
    values.add(Columns.text(row.inputData()));
    values.add(row.nodeId());
    values.add(row.name());
    values.add(row.type().code());
    values.add(row.executor());
    values.add(row.parentNo());
    values.add(row.branch());
    values.add(row.branchIndex());
    values.add(row.iteration());
    values.add(row.dynamic());
    values.add(Columns.text(row.dependsOn()));
    return new Row(values);
  }

  static Row updateStep(NodeRow row) {
    return new Row(step(row));
  }

  static Row updateAll(NodeRow row) {
    List<@Nullable Object> values = step(row);
    values.add(Columns.text(row.inputData()));
    return new Row(values);
  }

  static NodeRow read(ResultSet row) throws SQLException {
    return new NodeRow(
        row.getLong("workflow_instance_id"),
        row.getInt("node_no"),
        row.getString("node_id"),
        row.getString("node_name"),
        NodeType.of(row.getString("node_type")),
        row.getString("executor"),
        NodeStatus.of(row.getString("status")),
        Columns.optionalInt(row, "parent_node_id"),
        row.getString("parallel_group_id"),
        Columns.optionalInt(row, "parallel_index"),
        Columns.optionalInt(row, "iteration_index"),
        row.getBoolean("is_dynamic_task"),
        row.getInt("attempt"),
        row.getInt("retry_count"),
        row.getInt("max_retries"),
        Columns.optionalInt(row, "timeout_seconds"),
        Columns.json(row, "input_data"),
        Columns.json(row, "output_data"),
        row.getString("error_message"),
        Columns.json(row, "error_details"),
        Columns.json(row, "loop_progress"),
        row.getString("assigned_engine_id"),
        row.getString("claim_id"),
        Columns.optionalLong(row, "child_instance_id"),
        Columns.json(row, "depends_on"),
        Timestamps.read(row, "scheduled_at"),
        Timestamps.read(row, "started_at"),
        Timestamps.read(row, "completed_at"),
        Timestamps.read(row, "due_at"),
        Timestamps.read(row, "last_heartbeat"));
  }

  private static List<@Nullable Object> step(NodeRow row) {
    List<@Nullable Object> values = new ArrayList<>(INSERT.columns());
    values.add(row.instanceId());
    values.add(row.nodeNo());
    values.add(row.status().code());
    values.add(row.attempt());
    values.add(row.retryCount());
    values.add(row.maxRetries());
    values.add(row.timeoutSeconds());
    values.add(Columns.text(row.outputData()));
    values.add(row.errorMessage());
    values.add(Columns.text(row.errorDetails()));
    values.add(Columns.text(row.loopProgress()));
    values.add(row.engineId());
    values.add(row.claimId());
    values.add(row.childInstanceId());
    values.add(row.scheduledAt());
    values.add(row.startedAt());
    values.add(row.completedAt());
    values.add(row.dueAt());
    values.add(row.lastHeartbeat());
    return values;
  }

  @SafeVarargs
  private static List<String> all(List<String>... parts) {
    List<String> columns = new ArrayList<>();
    for (List<String> part : parts) {
      columns.addAll(part);
    }
    return columns;
  }
}
