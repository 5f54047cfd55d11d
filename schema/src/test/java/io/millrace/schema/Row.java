package io.millrace.schema;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row to insert: what a table needs, and on top of it what a test is about. */
final class Row {

  private static final long PARTITION = 1L << 40;

  private final String table;
  private final Map<String, String> expressions = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private Row(String table) {
    this.table = table;
  }

  static Row definition(long id, String name, String version) {
    return new Row("workflow_definitions")
        .with("id", id)
        .with("name", name)
        .with("version", version)
        .with("definition", "{\"nodes\": []}");
  }

  /** An instance of the definition with the id 1, which is an {@code order}. */
  static Row instance(long id) {
    return new Row("workflow_instances")
        .with("id", id)
        .with("workflow_definition_id", 1)
        .with("name", "order");
  }

  static Row node(long instance, int number) {
    return new Row("task_nodes")
        .with("workflow_instance_id", instance)
        .with("node_no", number)
        .with("node_id", "n" + number)
        .with("node_type", "task");
  }

  static Row engine(String id) {
    return new Row("workflow_engine_instances")
        .with("instance_id", id)
        .with("hostname", "host-of-" + id)
        .with("process_id", 4711);
  }

  /** A lock that is held for another 30 seconds. */
  static Row lock(String key, String owner) {
    return new Row("workflow_locks")
        .with("lock_key", key)
        .with("owner", owner)
        .with("lock_type", key.startsWith("workflow:") ? "workflow" : "resource")
        .in("expires_at", 30);
  }

  static Row assignment(long instance, String engine) {
    return new Row("workflow_assignments")
        .with("workflow_instance_id", instance)
        .with("assigned_engine_id", engine)
        .with("assignment_strategy", "capability");
  }

  static Row nodeAssignment(long instance, int number, String engine) {
    return new Row("node_assignments")
        .with("workflow_instance_id", instance)
        .with("node_no", number)
        .with("node_id", "n" + number)
        .with("assigned_engine_id", engine)
        .with("assignment_strategy", "capability");
  }

  static Row schedule(String name) {
    return new Row("workflow_schedules")
        .with("name", name)
        .with("workflow_name", "order")
        .with("cron_expression", "0 0 * * *");
  }

  static Row outbox(String key) {
    return new Row("outbox")
        .with("aggregatetype", "transitions")
        .with("aggregateid", key)
        .with("type", "instance.transition");
  }

  static Row of(String table) {
    return new Row(table);
  }

  /**
   * The id of the start event at {@code offset} of a partition whose ids begin at its high bits.
   */
  static long id(int partition, long offset) {
    return partition * PARTITION + offset;
  }

  Row with(String column, @Nullable Object value) {
    expressions.put(column, "?");
    values.put(column, value);
    return this;
  }

  Row ago(String column, long seconds) {
    return in(column, -seconds);
  }

  Row in(String column, long seconds) {
    expressions.put(column, "UTC_TIMESTAMP(3) + INTERVAL " + seconds + " SECOND");
    values.remove(column);
    return this;
  }

  void into(Sql sql) throws SQLException {
    String arguments =
        expressions.entrySet().stream().map(Map.Entry::getValue).collect(Collectors.joining(", "));
    sql.run(
        "INSERT INTO %s (`%s`) VALUES (%s)"
            .formatted(table, String.join("`, `", expressions.keySet()), arguments),
        values());
  }

  /** In the order of their place-holders. */
  private @Nullable Object[] values() {
    return expressions.keySet().stream().filter(values::containsKey).map(values::get).toArray();
  }
}
