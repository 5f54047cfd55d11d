package io.millrace.intake.jdbc;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import io.millrace.intake.InstanceChange;
import io.millrace.jdbc.Row;
import io.millrace.jdbc.RowStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who works on what, as the assignment tables tell it. An instance is assigned to the engine that
 * owns its partition, from its start to its end; a node to the worker that said it had begun. Tasks
 * too short for that leave no row: the node itself names its worker.
 */
final class Assignments {

  static final RowStatement INSERT_WORKFLOW =
      RowStatement.insert(
          "workflow_assignments",
          List.of(
              "workflow_instance_id",
              "assigned_engine_id",
              "assignment_strategy",
              "assignment_reason",
              "status",
              "assigned_at",
              "completed_at"));

  static final RowStatement CLOSE_WORKFLOW =
      openOnly(
          RowStatement.update(
              "workflow_assignments",
              List.of("workflow_instance_id"),
              List.of("status", "completed_at")));

  static final RowStatement INSERT_NODE =
      RowStatement.insert(
          "node_assignments",
          List.of(
              "workflow_instance_id",
              "node_no",
              "node_id",
              "assigned_engine_id",
              "assignment_strategy",
              "required_capabilities",
              "status",
              "assigned_at",
              "completed_at"));

  static final RowStatement CLOSE_NODE =
      openOnly(
          RowStatement.update(
              "node_assignments",
              List.of("workflow_instance_id", "node_no"),
              List.of("status", "completed_at")));

  final List<Row> newWorkflows = new ArrayList<>();
  final List<Row> closedWorkflows = new ArrayList<>();
  final List<Row> newNodes = new ArrayList<>();
  final List<Row> closedNodes = new ArrayList<>();

  static Assignments of(List<InstanceChange> changes, Instant now) {
    Assignments assignments = new Assignments();
    for (InstanceChange change : changes) {
      assignments.addInstance(change, now);
      for (NodeNo no : change.touched()) {
        NodeState before = change.before() == null ? null : change.before().nodes().find(no);
        assignments.addNode(change.id().value(), before, change.after().nodes().get(no), now);
      }
    }
    return assignments;
  }

  private void addInstance(InstanceChange change, Instant now) {
    InstanceState before = change.before();
    InstanceState after = change.after();
    boolean wasOpen = before != null && !before.status().ended();
    boolean moved = before != null && !before.engineId().equals(after.engineId());
    String end = after.status().ended() ? outcome(after.status()) : null;
    if (wasOpen && (moved || end != null)) {
      String how = moved || end == null ? "transferred" : end;
      closedWorkflows.add(Row.of(change.id().value(), how, now));
    }
    boolean opens = !wasOpen && (before == null || end == null);
    if (opens || (moved && end == null)) {
      newWorkflows.add(
          Row.of(
              change.id().value(),
              after.engineId(),
              "partition",
              "owns partition " + change.id().partition(),
              end == null ? "running" : end,
              now,
              end == null ? null : now));
    }
  }

  private void addNode(long instanceId, @Nullable NodeState before, NodeState after, Instant now) {
    String claimBefore = before == null ? null : claim(before);
    String claim = claim(after);
    boolean same = Objects.equals(claimBefore, claim);
    if (claimBefore != null && !same) {
      closedNodes.add(Row.of(instanceId, after.no().value(), outcome(after.status()), now));
    }
    if (claim != null && !same) {
      newNodes.add(
          Row.of(
              instanceId,
              after.no().value(),
              after.nodeId(),
              after.engineId(),
              "capability",
              "[\"" + after.place().executor() + "\"]",
              "running",
              now,
              null));
    }
  }

  /** The claim of the worker that has said that it is at it, or null. */
  private static @Nullable String claim(NodeState node) {
    boolean atWork = node.status() == NodeStatus.RUNNING && node.engineId() != null;
    return atWork ? node.claimId() : null;
  }

  private static String outcome(InstanceStatus status) {
    return status == InstanceStatus.COMPLETED ? "completed" : "failed";
  }

  private static String outcome(NodeStatus status) {
    return switch (status) {
      case COMPLETED -> "completed";
      case PENDING, SCHEDULED, RUNNING, WAITING -> "transferred";
      case RETRYING, FAILED, SKIPPED, CANCELLED, TIMEOUT -> "failed";
    };
  }

  private static RowStatement openOnly(RowStatement update) {
    return new RowStatement(
        update.head(),
        update.row(),
        update.tail() + " WHERE old.status IN ('assigned', 'running')",
        update.columns(),
        update.typed());
  }
}
