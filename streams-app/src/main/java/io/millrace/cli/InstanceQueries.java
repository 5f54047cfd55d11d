package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.Json;
import io.millrace.jdbc.JdbcRunner;
import io.millrace.jdbc.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the commands ask MySQL. */
final class InstanceQueries {

  private InstanceQueries() {}

  /**
   * What matters of an instance before something is asked of it.
   *
   * @param status how it is
   * @param priority 0 to 100
   */
  record Head(InstanceStatus status, int priority) {}

  static Optional<Head> head(JdbcRunner runner, InstanceId id) {
    return runner
        .inTransaction(
            transaction ->
                transaction.query(
                    "SELECT status, priority FROM workflow_instances WHERE id = ?",
                    List.of(id.value()),
                    row -> new Head(InstanceStatus.of(row.getString(1)), row.getInt(2))))
        .stream()
        .findFirst();
  }

  /** The newest instances first. */
  static List<ObjectNode> list(
      JdbcRunner runner, @Nullable String status, @Nullable String workflow, int limit) {
    StringBuilder sql =
        new StringBuilder(
            """
            SELECT i.id, i.name, d.version, i.status, i.priority, i.external_id,
                   i.created_at, i.started_at, i.completed_at, i.error_message
            FROM workflow_instances i JOIN workflow_definitions d ON d.id = i.workflow_definition_id
            WHERE TRUE
            """);
    List<Object> parameters = new ArrayList<>();
    if (status != null) {
      sql.append(" AND i.status = ?");
      parameters.add(status);
    }
    if (workflow != null) {
      sql.append(" AND i.name = ?");
      parameters.add(workflow);
    }
    sql.append(" ORDER BY i.created_at DESC, i.id DESC LIMIT ?");
    parameters.add(limit);
    return runner.inTransaction(
        transaction -> transaction.query(sql.toString(), parameters, InstanceQueries::line));
  }

  /** The ids of all instances of a partition. */
  static Set<InstanceId> ids(JdbcRunner runner, int partition) {
    long first = (long) partition << InstanceId.OFFSET_BITS;
    return new HashSet<>(
        runner.inTransaction(
            transaction ->
                transaction.query(
                    "SELECT id FROM workflow_instances WHERE id >= ? AND id < ?",
                    List.of(first, first + (1L << InstanceId.OFFSET_BITS)),
                    row -> new InstanceId(row.getLong(1)))));
  }

  private static ObjectNode line(ResultSet row) throws SQLException {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", row.getLong("id"));
    json.put("workflow", row.getString("name"));
    json.put("version", row.getString("version"));
    json.put("status", row.getString("status"));
    json.put("priority", row.getInt("priority"));
    putIfPresent(json, "externalId", row.getString("external_id"));
    putIfPresent(json, "createdAt", Timestamps.read(row, "created_at"));
    putIfPresent(json, "startedAt", Timestamps.read(row, "started_at"));
    putIfPresent(json, "completedAt", Timestamps.read(row, "completed_at"));
    putIfPresent(json, "error", row.getString("error_message"));
    return json;
  }

  private static void putIfPresent(ObjectNode json, String name, @Nullable Object value) {
    if (value instanceof Instant || value instanceof String) {
      json.put(name, value.toString());
    }
  }
}
