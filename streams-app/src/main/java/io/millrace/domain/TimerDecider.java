package io.millrace.domain;

import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import io.millrace.contract.event.InstanceTimedOut;
import io.millrace.definition.LoopNode;
import io.millrace.definition.ParallelNode;
import io.millrace.definition.TaskNode;
import io.millrace.definition.Work;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import java.time.Duration;
import java.time.Instant;

/** Does what has fallen due. */
final class TimerDecider {

  private TimerDecider() {}

  static Decision fire(Journal journal) {
    InstanceState state = journal.state();
    Instant next = state.nextDue();
    if (next != null && !next.isAfter(journal.now())) {
      if (state.status() == InstanceStatus.PENDING) {
        StartDecider.setGoing(journal);
      } else if (due(journal, state.lifetime().dueAt())) {
        timeOut(journal);
      } else {
        fireNodes(journal);
      }
    }
    return journal.accepted();
  }

  private static boolean due(Journal journal, @org.jspecify.annotations.Nullable Instant at) {
    return at != null && !at.isAfter(journal.now());
  }

  private static void timeOut(Journal journal) {
    Ending.cancelAll(journal, "instance timed out");
    Ending.releaseMutex(journal);
    journal.record(
        new InstanceTimedOut(Faults.workflowTimedOut(journal.definition().config().timeout())));
  }

  /**
   * Fires one timer after the other, as if each had been on time: what a wait leads to comes before
   * a time-out that fell due later, however late both are.
   */
  private static void fireNodes(Journal journal) {
    for (NodeNo no : journal.nodes().due(journal.now(), journal.limits().batch())) {
      NodeState node = journal.nodes().get(no);
      if (journal.full() || !journal.running()) {
        break;
      }
      if (due(journal, node.times().dueAt())) {
        fire(journal, node);
        Progress.run(journal);
      }
    }
  }

  private static void fire(Journal journal, NodeState node) {
    switch (node.status()) {
      case RETRYING -> Launch.node(journal, Site.again(journal, node));
      case SCHEDULED -> timedOut(journal, node);
      case RUNNING -> {
        switch (Blocks.node(journal, node)) {
          case LoopNode loop when !attemptOver(journal, node) -> Loops.timer(journal, node, loop);
          case ParallelNode parallel when !attemptOver(journal, node) ->
              Parallels.timer(journal, node, parallel);
          default -> timedOut(journal, node);
        }
      }
      case WAITING -> waitOver(journal, node);
      case PENDING, COMPLETED, FAILED, SKIPPED, CANCELLED, TIMEOUT ->
          throw new IllegalStateException("node " + node.no() + " is over and has a timer");
    }
  }

  private static void waitOver(Journal journal, NodeState node) {
    if (node.held()) {
      Launch.node(journal, Site.again(journal, node));
    } else if (attemptOver(journal, node)) {
      timedOut(journal, node);
    } else if (Blocks.node(journal, node) instanceof TaskNode task
        && task.work() instanceof Work.Signal) {
      String name = node.input() == null ? "" : node.input().path("name").asText();
      Failures.attemptTimedOut(journal, node, Faults.signalTimedOut(name));
    } else {
      Results.complete(journal, node, NullNode.getInstance());
    }
  }

  /**
   * Whether it is the node's own time-out that has fallen due, as opposed to another timer that it
   * has: a wait that was over before its time-out is over, however late that is noticed.
   */
  private static boolean attemptOver(Journal journal, NodeState node) {
    Duration timeout = Blocks.node(journal, node).header().timeout();
    Instant begun = node.times().scheduledAt();
    Instant timer = node.times().dueAt();
    return timeout != null
        && begun != null
        && due(journal, begun.plusMillis(timeout.toMillis()))
        && (timer == null || !timer.isBefore(begun.plusMillis(timeout.toMillis())));
  }

  private static void timedOut(Journal journal, NodeState node) {
    Ending.cancelContent(journal, node, "node timed out");
    ErrorInfo error = Faults.nodeTimedOut(node, Blocks.node(journal, node).header().timeout());
    Failures.attemptTimedOut(journal, node, error);
  }
}
