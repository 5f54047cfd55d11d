package io.millrace.intake.jdbc;

import io.millrace.contract.NodeNo;
import io.millrace.domain.row.Rows;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import io.millrace.intake.InstanceChange;
import io.millrace.jdbc.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that a batch's changes lead to, sorted by the statement that writes them. */
final class InstanceRows {

  final List<Row> newInstances = new ArrayList<>();
  final List<Row> steppedInstances = new ArrayList<>();
  final List<Row> changedInstances = new ArrayList<>();
  final List<Row> newNodes = new ArrayList<>();
  final List<Row> steppedNodes = new ArrayList<>();
  final List<Row> changedNodes = new ArrayList<>();

  static InstanceRows of(List<InstanceChange> changes, Instant now) {
    InstanceRows rows = new InstanceRows();
    for (InstanceChange change : changes) {
      rows.addInstance(change, now);
      for (NodeNo no : change.touched()) {
        rows.addNode(change, no);
      }
    }
    return rows;
  }

  /** How many rows these are. */
  int size() {
    return newInstances.size()
        + steppedInstances.size()
        + changedInstances.size()
        + newNodes.size()
        + steppedNodes.size()
        + changedNodes.size();
  }

  private void addInstance(InstanceChange change, Instant now) {
    InstanceState before = change.before();
    if (before == null) {
      newInstances.add(InstanceSql.insert(Rows.instance(change.after()), now));
    } else if (sameContext(before, change.after())) {
      steppedInstances.add(InstanceSql.updateStep(Rows.step(change.after()), now));
    } else {
      changedInstances.add(InstanceSql.updateAll(Rows.instance(change.after()), now));
    }
  }

  private void addNode(InstanceChange change, NodeNo no) {
    NodeState after = change.after().nodes().get(no);
    if (change.isNew(no)) {
      newNodes.add(NodeSql.insert(Rows.node(change.id(), after)));
      return;
    }
    NodeState before = change.before() == null ? null : change.before().nodes().find(no);
    if (sameInput(before, after)) {
      steppedNodes.add(NodeSql.updateStep(Rows.node(change.id(), after)));
    } else {
      changedNodes.add(NodeSql.updateAll(Rows.node(change.id(), after)));
    }
  }

  @SuppressWarnings("ReferenceEquality") // The same tree need not be compared to be known equal.
  private static boolean sameInput(@Nullable NodeState before, NodeState after) {
    return before != null && before.input() == after.input();
  }

  /** Whether the rarely written columns would be written as they are. */
  @SuppressWarnings("ReferenceEquality") // The same value need not be compared to be known equal.
  private static boolean sameContext(InstanceState before, InstanceState after) {
    return before.priority() == after.priority()
        && before.mutex() == after.mutex()
        && before.signals() == after.signals()
        && before.rollback() == after.rollback();
  }
}
