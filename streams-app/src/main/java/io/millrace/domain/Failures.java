package io.millrace.domain;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.NodeFailed;
import io.millrace.contract.event.NodeRetryScheduled;
import io.millrace.contract.event.NodeTimedOut;
import io.millrace.definition.ErrorPolicy;
import io.millrace.definition.ErrorPolicy.OnFailure;
import io.millrace.domain.Results.Worker;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.NodeState;
import java.time.Duration;
import java.time.Instant;

/** What a failure leads to: another attempt, or the end of the node and what follows from that. */
final class Failures {

  private Failures() {}

  /** An attempt in which no worker was involved failed. */
  static void attemptFailed(Journal journal, NodeState node, ErrorInfo error) {
    attemptFailed(journal, node, error, Worker.NONE);
  }

  /** An attempt failed: another one follows, or the node has failed for good. */
  static void attemptFailed(Journal journal, NodeState node, ErrorInfo error, Worker worker) {
    if (!retried(journal, node, error, worker)) {
      boolean ignored = policy(journal, node).onFailure() == OnFailure.IGNORE;
      journal.record(
          new NodeFailed(
              node.no(), node.attempt(), error, ignored, worker.engineId(), worker.startedAt()));
      journal.todo(ignored ? new Todo.Done(node.no()) : new Todo.Failed(node.no()));
    }
  }

  /** An attempt took too long: another one follows, or the node has failed for good. */
  static void attemptTimedOut(Journal journal, NodeState node, ErrorInfo error) {
    if (policy(journal, node).onFailure() == OnFailure.IGNORE) {
      attemptFailed(journal, node, error, Worker.NONE);
    } else if (!retried(journal, node, error, Worker.NONE)) {
      journal.record(new NodeTimedOut(node.no(), node.attempt(), error));
      journal.todo(new Todo.Failed(node.no()));
    }
  }

  private static ErrorPolicy policy(Journal journal, NodeState node) {
    return Blocks.node(journal, node).header().errors();
  }

  private static boolean retried(Journal journal, NodeState node, ErrorInfo error, Worker worker) {
    ErrorPolicy policy = policy(journal, node);
    boolean again =
        node.retryCount() < policy.retry().maxRetries()
            && policy.mayRetry(error.code(), error.retryable());
    if (again) {
      Duration pause =
          policy.retry().pauseBefore(node.retryCount() + 1, journal.random().nextDouble());
      Instant due = journal.now().plusMillis(pause.toMillis());
      journal.record(
          new NodeRetryScheduled(
              node.no(), node.attempt(), error, due, worker.engineId(), worker.startedAt()));
    }
    return again;
  }

  /** A node has failed for good: says what that means for what is around it. */
  static void failed(Journal journal, NodeState node) {
    if (node.status() != NodeStatus.FAILED && node.status() != NodeStatus.TIMEOUT) {
      return;
    }
    if (node.place().compensation()) {
      Rollbacks.next(journal);
      return;
    }
    switch (policy(journal, node).onFailure()) {
      case CONTINUE, IGNORE -> journal.todo(new Todo.Done(node.no()));
      case STOP -> blockFailed(journal, node);
      case ROLLBACK -> Rollbacks.begin(journal, Faults.causedBy(node, errorOf(node)));
    }
  }

  private static void blockFailed(Journal journal, NodeState node) {
    ErrorInfo error = Faults.causedBy(node, errorOf(node));
    FrameKey frame = node.place().frame();
    if (frame.top()) {
      Ending.fail(journal, error);
    } else {
      NodeState container = Blocks.container(journal, frame);
      if (container.status() == NodeStatus.RUNNING && journal.settles(frame)) {
        Containers.blockFailed(journal, container, frame, error);
      }
    }
  }

  private static ErrorInfo errorOf(NodeState node) {
    ErrorInfo error = node.error();
    return error == null
        ? ErrorInfo.permanent("unknown", "Node " + node.nodeId() + " failed.")
        : error;
  }
}
