package io.millrace.intake.jdbc;

import io.millrace.contract.InstanceId;
import io.millrace.domain.row.InstanceRow;
import io.millrace.domain.row.NodeRow;
import io.millrace.domain.row.Rows;
import io.millrace.domain.state.InstanceState;
import io.millrace.intake.BatchWrite;
import io.millrace.intake.ExternalKey;
import io.millrace.intake.InstanceStore;
import io.millrace.intake.LogEntry;
import io.millrace.intake.OutboxRow;
import io.millrace.intake.TimerHeap;
import io.millrace.jdbc.JdbcRunner;
import io.millrace.jdbc.Row;
import io.millrace.jdbc.RowChange;
import io.millrace.jdbc.RowStatement;
import io.millrace.jdbc.Timestamps;
import io.millrace.jdbc.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@link InstanceStore} on the tables of the schema.
 *
 * @param runner runs the transactions
 */
public record JdbcInstanceStore(JdbcRunner runner) implements InstanceStore {

  private static final RowStatement OUTBOX =
      RowStatement.insert(
          "outbox",
          List.of(
              "aggregatetype",
              "aggregateid",
              "type",
              "payload",
              "`partition`",
              "sequence",
              "headers",
              "created_at"));

  private static final RowStatement LOGS =
      RowStatement.insert(
          "execution_logs",
          List.of(
              "workflow_instance_id",
              "node_no",
              "node_id",
              "level",
              "message",
              "details",
              "engine_instance_id",
              "sequence",
              "timestamp"));

  private static final String TIMERS =
      "SELECT id, due_at FROM workflow_instances"
          + " WHERE partition_no = ? AND due_at >= ? AND due_at < ?"
          + " UNION ALL SELECT workflow_instance_id, due_at FROM task_nodes"
          + " WHERE partition_no = ? AND due_at >= ? AND due_at < ?";

  @Override
  public Map<InstanceId, InstanceState> load(Collection<InstanceId> ids) {
    List<Long> keys = ids.stream().map(InstanceId::value).sorted().toList();
    return runner.inTransaction(
        transaction -> {
          List<InstanceRow> instances =
              transaction.queryIn(InstanceSql.SELECT, List.of(), keys, InstanceSql::read);
          List<Long> found = instances.stream().map(InstanceRow::id).toList();
          Map<Long, List<NodeRow>> nodes =
              transaction.queryIn(NodeSql.SELECT, List.of(), found, NodeSql::read).stream()
                  .collect(Collectors.groupingBy(NodeRow::instanceId));
          Map<InstanceId, InstanceState> states = new HashMap<>();
          for (InstanceRow row : instances) {
            states.put(
                new InstanceId(row.id()), Rows.state(row, nodes.getOrDefault(row.id(), List.of())));
          }
          return states;
        });
  }

  @Override
  public Map<ExternalKey, InstanceId> byExternalId(Collection<ExternalKey> keys) {
    Map<String, Set<String>> byName =
        keys.stream()
            .collect(
                Collectors.groupingBy(
                    ExternalKey::workflow,
                    Collectors.mapping(ExternalKey::externalId, Collectors.toSet())));
    return runner.inTransaction(
        transaction -> {
          Map<ExternalKey, InstanceId> found = new HashMap<>();
          byName.forEach((name, ids) -> find(transaction, name, ids, found));
          return found;
        });
  }

  @Override
  public List<TimerHeap.Timer> timers(int partition, Instant from, Instant to) {
    return runner.inTransaction(
        transaction ->
            transaction.query(
                TIMERS,
                List.of(partition, from, to, partition, from, to),
                row ->
                    new TimerHeap.Timer(
                        Objects.requireNonNull(Timestamps.read(row, "due_at")),
                        new InstanceId(row.getLong("id")))));
  }

  @Override
  public Written write(BatchWrite batch) {
    InstanceRows rows = InstanceRows.of(batch.instances(), batch.now());
    Assignments assignments = Assignments.of(batch.instances(), batch.now());
    List<Row> outbox = batch.outbox().stream().map(row -> outbox(row, batch.now())).toList();
    List<Row> logs = batch.logs().stream().map(log -> log(log, batch)).toList();
    List<RowChange> changes =
        List.of(
            // First: nothing may be tried on partitions that are somebody else's.
            LeaseSql.fence(batch.leases(), batch.engineId(), batch.lease()),
            JdbcWorkflowCatalog.unchanged(batch.versions()),
            RowChange.of(InstanceSql.INSERT, rows.newInstances),
            RowChange.ofExisting(InstanceSql.UPDATE_STEP, rows.steppedInstances),
            RowChange.ofExisting(InstanceSql.UPDATE_ALL, rows.changedInstances),
            RowChange.of(NodeSql.INSERT, rows.newNodes),
            RowChange.ofExisting(NodeSql.UPDATE_STEP, rows.steppedNodes),
            RowChange.ofExisting(NodeSql.UPDATE_ALL, rows.changedNodes),
            RowChange.of(Assignments.CLOSE_WORKFLOW, assignments.closedWorkflows),
            RowChange.of(Assignments.INSERT_WORKFLOW, assignments.newWorkflows),
            RowChange.of(Assignments.CLOSE_NODE, assignments.closedNodes),
            RowChange.of(Assignments.INSERT_NODE, assignments.newNodes),
            RowChange.of(LOGS, logs),
            RowChange.of(OUTBOX, outbox),
            PositionSql.write(batch.positions(), batch.now()));
    return runner.inTransaction(
        transaction -> new Written(transaction.change(changes), transaction.statements()));
  }

  private static void find(
      Transaction transaction,
      String name,
      Set<String> externalIds,
      Map<ExternalKey, InstanceId> found) {
    transaction
        .queryIn(
            "SELECT external_id, id FROM workflow_instances"
                + " WHERE name = ? AND external_id IN (?)",
            List.of(name),
            externalIds,
            row ->
                Map.entry(
                    new ExternalKey(name, row.getString("external_id")),
                    new InstanceId(row.getLong("id"))))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
  }

  private static Row outbox(OutboxRow row, Instant now) {
    return Row.of(
        row.topic(),
        row.key(),
        row.type(),
        row.payload(),
        row.partition(),
        row.sequence(),
        row.headers(),
        now);
  }

  private static Row log(LogEntry log, BatchWrite batch) {
    return Row.of(
        log.instanceId().value(),
        log.nodeNo() == null ? null : log.nodeNo().value(),
        log.nodeId(),
        log.level().code(),
        log.message(),
        log.details(),
        batch.engineId(),
        log.sequence(),
        batch.now());
  }
}
