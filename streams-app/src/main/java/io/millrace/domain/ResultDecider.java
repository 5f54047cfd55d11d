package io.millrace.domain;

import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.NodeProgressed;
import io.millrace.contract.event.NodeStarted;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.contract.message.TaskHeartbeat;
import io.millrace.contract.message.TaskStarted;
import io.millrace.domain.Results.Worker;
import io.millrace.domain.state.NodeState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes what workers say. Each attempt counts once: what answers an attempt that is over, or comes
 * under a claim that another worker's later claim superseded, changes nothing.
 */
final class ResultDecider {

  private ResultDecider() {}

  static Decision apply(Journal journal, Result result) {
    NodeState node = journal.nodes().find(result.nodeNo());
    if (node == null) {
      return new Decision.Refused(new Refusal.NodeUnknown(result.instanceId(), result.nodeNo()));
    }
    boolean current =
        !journal.state().status().ended() && node.handedOut() && node.attempt() == result.attempt();
    if (current) {
      take(journal, node, result);
      Progress.run(journal);
    }
    return journal.accepted();
  }

  private static void take(Journal journal, NodeState node, Result result) {
    switch (result) {
      case TaskStarted started -> started(journal, node, started);
      case TaskHeartbeat heartbeat -> heartbeat(journal, node, heartbeat);
      case TaskCompleted completed -> {
        if (!superseded(node, completed.claimId(), completed.startedAt())) {
          Worker worker = worker(completed.engineId(), completed.startedAt());
          Results.complete(journal, node, completed.output(), worker);
        }
      }
      case TaskFailed failed -> {
        if (!superseded(node, failed.claimId(), failed.startedAt())) {
          Worker worker = worker(failed.engineId(), failed.startedAt());
          Failures.attemptFailed(journal, node, Faults.bounded(failed.error()), worker);
        }
      }
    }
  }

  private static Worker worker(String engineId, Instant startedAt) {
    return new Worker(engineId, Times.millis(startedAt));
  }

  private static void started(Journal journal, NodeState node, TaskStarted started) {
    boolean known = started.claimId().equals(node.claimId());
    if (!known && !superseded(node, started.claimId(), started.startedAt())) {
      journal.record(
          new NodeStarted(
              node.no(),
              node.attempt(),
              started.claimId(),
              started.engineId(),
              Times.millis(started.startedAt())));
    }
  }

  private static void heartbeat(Journal journal, NodeState node, TaskHeartbeat heartbeat) {
    if (node.status() == NodeStatus.SCHEDULED) {
      journal.record(
          new NodeStarted(
              node.no(), node.attempt(), heartbeat.claimId(), heartbeat.engineId(), null));
    }
    if (journal.nodes().get(node.no()).claimId() != null
        && heartbeat.claimId().equals(journal.nodes().get(node.no()).claimId())) {
      journal.record(
          new NodeProgressed(
              node.no(), node.attempt(), Faults.boundedDetails(heartbeat.progress())));
    }
  }

  /**
   * Whether another claim than the one that is known began earlier than that one. A task is
   * delivered again only after its worker's lock has run out, long after that worker began.
   */
  private static boolean superseded(NodeState node, String claimId, @Nullable Instant startedAt) {
    Instant known = node.times().startedAt();
    return node.claimId() != null
        && !node.claimId().equals(claimId)
        && known != null
        && startedAt != null
        && startedAt.isBefore(known);
  }
}
