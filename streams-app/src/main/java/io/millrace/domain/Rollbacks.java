package io.millrace.domain;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.NodeType;
import io.millrace.contract.event.CompensationFinished;
import io.millrace.contract.event.CompensationStarted;
import io.millrace.definition.Compensation;
import io.millrace.definition.Node;
import io.millrace.definition.TaskNode;
import io.millrace.domain.state.Frame;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.Place;
import io.millrace.domain.state.Rollback;
import io.millrace.domain.state.ScopeKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Undoes an instance's completed work: the compensations of its completed nodes run one after the
 * other, the latest completed first. One that fails for good is recorded, the rest goes on.
 */
final class Rollbacks {

  private Rollbacks() {}

  static void begin(Journal journal, ErrorInfo error) {
    if (journal.state().rollback() != null) {
      return;
    }
    Ending.cancelAll(journal, "instance rolls back");
    List<NodeState> undone = new ArrayList<>();
    for (NodeState node : journal.nodes().all()) {
      if (toUndo(journal, node)) {
        undone.add(node);
      }
    }
    undone.sort((a, b) -> latestFirst(journal, a, b));
    journal.record(new CompensationStarted(error, undone.stream().map(NodeState::no).toList()));
    next(journal);
  }

  /**
   * The order of completion backwards. What a container holds completed before it, often in the
   * same millisecond: then the numbers tell, that of a container being the last one in it.
   */
  private static int latestFirst(Journal journal, NodeState a, NodeState b) {
    if (!Objects.equals(a.times().completedAt(), b.times().completedAt())) {
      return Outputs.COMPLETION.compare(b, a);
    }
    int last = Integer.compare(lastIn(journal, b), lastIn(journal, a));
    return last == 0 ? a.no().compareTo(b.no()) : last;
  }

  private static int lastIn(Journal journal, NodeState node) {
    int last = node.no().value();
    for (Frame frame : journal.nodes().framesOf(node.no()).values()) {
      for (int member : frame.members()) {
        last = Math.max(last, lastIn(journal, journal.nodes().get(new NodeNo(member))));
      }
    }
    return last;
  }

  private static boolean toUndo(Journal journal, NodeState node) {
    return node.status() == NodeStatus.COMPLETED
        && node.error() == null
        && !node.place().compensation()
        && Blocks.node(journal, node).header().compensation() != null;
  }

  /** Begins the next compensation, unless one is under way, or ends the instance. */
  static void next(Journal journal) {
    Rollback rollback = journal.state().rollback();
    Frame compensations = journal.nodes().frame(FrameKey.ROLLBACK);
    if (rollback == null || !compensations.open().isEmpty()) {
      return;
    }
    if (compensations.begun() == rollback.nodes().size()) {
      finish(journal, rollback);
    } else {
      launch(journal, journal.nodes().get(rollback.nodes().get(compensations.begun())));
    }
  }

  private static void launch(Journal journal, NodeState undone) {
    Node node = Blocks.node(journal, undone);
    Compensation compensation = node.header().compensation();
    if (compensation == null) {
      throw new IllegalStateException("node " + undone.nodeId() + " cannot be undone");
    }
    TaskNode task = Blocks.compensating(node, compensation);
    ScopeKey scope = journal.nodes().scopeOf(undone);
    Place at = undone.place();
    Place place =
        new Place(
            task.id(),
            task.header().name(),
            NodeType.TASK,
            task.work().executor(),
            at.parent(),
            at.iteration(),
            at.branch(),
            at.branchIndex(),
            at.dynamic(),
            List.of());
    NodeState before = journal.nodes().find(scope, task.id());
    Tasks.launch(journal, new Site(task, before, place, scope, undone.no()), task);
  }

  private static void finish(Journal journal, Rollback rollback) {
    List<NodeNo> failed = new ArrayList<>();
    for (int no : journal.nodes().frame(FrameKey.ROLLBACK).unsuccessful().keySet()) {
      NodeState compensation = journal.nodes().get(new NodeNo(no));
      NodeState original =
          journal
              .nodes()
              .find(journal.nodes().scopeOf(compensation), compensation.place().originalId());
      if (original != null) {
        failed.add(original.no());
      }
    }
    journal.record(new CompensationFinished(failed));
    Ending.fail(journal, rollback.error());
  }
}
