package io.millrace.intake.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.Json;
import io.millrace.domain.row.InstanceRow;
import io.millrace.jdbc.Row;
import io.millrace.jdbc.RowStatement;
import io.millrace.jdbc.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of {@code workflow_instances}. */
final class InstanceSql {

  /** What may change at every step. */
  private static final List<String> STEP_COLUMNS =
      List.of(
          "status",
          "output_data",
          "current_node_id",
          "completed_nodes",
          "failed_nodes",
          "retry_count",
          "error_message",
          "error_details",
          "started_at",
          "completed_at",
          "paused_at",
          "due_at",
          "lock_owner",
          "assigned_engine_id",
          "sequence",
          "sequence_hash",
          "last_heartbeat",
          "updated_at");

  /** What seldom changes and may be large. */
  private static final List<String> RARE_COLUMNS = List.of("priority", "context_data");

  private static final List<String> FIXED_COLUMNS =
      List.of(
          "workflow_definition_id",
          "name",
          "external_id",
          "input_data",
          "max_retries",
          "assignment_strategy",
          "lock_acquired_at",
          "parent_instance_id",
          "parent_node_no",
          "created_by",
          "created_at");

  static final RowStatement INSERT =
      RowStatement.insert(
          "workflow_instances", all(List.of("id"), STEP_COLUMNS, RARE_COLUMNS, FIXED_COLUMNS));

  static final RowStatement UPDATE_STEP =
      calm(RowStatement.update("workflow_instances", List.of("id"), STEP_COLUMNS));

  static final RowStatement UPDATE_ALL =
      calm(
          RowStatement.update(
              "workflow_instances", List.of("id"), all(STEP_COLUMNS, RARE_COLUMNS)));

  static final String SELECT = "SELECT * FROM workflow_instances WHERE id IN (?)";

  private static final String STRATEGY = "partition";

  private InstanceSql() {}

  /**
   * Leaves a heartbeat as it is that is not ten seconds old yet. It is part of an index, and
   * changing that for each step takes as long as all the rest of the row.
   */
  private static RowStatement calm(RowStatement update) {
    return new RowStatement(
        update.head(),
        update.row(),
        update
            .tail()
            .replace(
                "old.last_heartbeat = fresh.last_heartbeat",
                "old.last_heartbeat = IF(fresh.last_heartbeat >= old.last_heartbeat"
                    + " AND fresh.last_heartbeat < old.last_heartbeat + INTERVAL 10 SECOND,"
                    + " old.last_heartbeat, fresh.last_heartbeat)"),
        update.columns(),
        update.typed());
  }

  static Row insert(InstanceRow row, Instant now) {
    List<@Nullable Object> values = step(row, now);
    addRare(values, row);
    values.add(row.definitionId());
    values.add(row.name());
    values.add(row.externalId());
    values.add(Json.text(row.inputData()));
    values.add(row.maxRetries());
    values.add(STRATEGY);
    values.add(now);
    values.add(row.parentInstanceId());
    values.add(row.parentNodeNo());
    values.add(row.createdBy());
    values.add(row.createdAt());
    return new Row(values);
  }

  static Row updateStep(InstanceRow row, Instant now) {
    return new Row(step(row, now));
  }

  static Row updateAll(InstanceRow row, Instant now) {
    List<@Nullable Object> values = step(row, now);
    addRare(values, row);
    return new Row(values);
  }

  static InstanceRow read(ResultSet row) throws SQLException {
    return new InstanceRow(
        row.getLong("id"),
        row.getLong("workflow_definition_id"),
        row.getString("name"),
        row.getString("external_id"),
        InstanceStatus.of(row.getString("status")),
        row.getInt("priority"),
        object(row, "input_data"),
        Columns.json(row, "output_data"),
        object(row, "context_data"),
        row.getString("current_node_id"),
        Objects.requireNonNull(Columns.json(row, "completed_nodes")),
        Objects.requireNonNull(Columns.json(row, "failed_nodes")),
        row.getInt("retry_count"),
        row.getInt("max_retries"),
        row.getString("error_message"),
        Columns.json(row, "error_details"),
        Timestamps.read(row, "started_at"),
        Timestamps.read(row, "completed_at"),
        Timestamps.read(row, "paused_at"),
        Timestamps.read(row, "due_at"),
        row.getString("assigned_engine_id"),
        Columns.optionalLong(row, "parent_instance_id"),
        Columns.optionalInt(row, "parent_node_no"),
        row.getLong("sequence"),
        HexFormat.of().formatHex(row.getBytes("sequence_hash")),
        row.getString("created_by"),
        Objects.requireNonNull(Timestamps.read(row, "created_at")),
        Objects.requireNonNull(Timestamps.read(row, "updated_at")));
  }

  private static List<@Nullable Object> step(InstanceRow row, Instant now) {
    List<@Nullable Object> values = new ArrayList<>(INSERT.columns());
    values.add(row.id());
    values.add(row.status().code());
    values.add(Columns.text(row.outputData()));
    values.add(row.currentNodeId());
    values.add(Columns.text(row.completedNodes()));
    values.add(Columns.text(row.failedNodes()));
    values.add(row.retryCount());
    values.add(row.errorMessage());
    values.add(Columns.text(row.errorDetails()));
    values.add(row.startedAt());
    values.add(row.completedAt());
    values.add(row.pausedAt());
    values.add(row.dueAt());
    values.add(row.status().ended() ? null : row.engineId());
    values.add(row.engineId());
    values.add(row.sequence());
    values.add(HexFormat.of().parseHex(row.sequenceHash()));
    values.add(now);
    values.add(row.updatedAt());
    return values;
  }

  private static void addRare(List<@Nullable Object> values, InstanceRow row) {
    values.add(row.priority());
    values.add(Json.text(row.contextData()));
  }

  private static ObjectNode object(ResultSet row, String column) throws SQLException {
    JsonNode json = Columns.json(row, column);
    return json instanceof ObjectNode object ? object : Json.mapper().createObjectNode();
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
