package io.millrace.topology;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceCancelled;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.InstancePaused;
import io.millrace.contract.event.InstanceResumed;
import io.millrace.contract.event.InstanceRetried;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.event.InstanceTimedOut;
import io.millrace.contract.event.NodeCancelled;
import io.millrace.contract.event.NodeCompleted;
import io.millrace.contract.event.NodeEvent;
import io.millrace.contract.event.NodeFailed;
import io.millrace.contract.event.NodeRetryScheduled;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.event.NodeSkipped;
import io.millrace.contract.event.NodeTimedOut;
import io.millrace.contract.message.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folds one transition into an instance's view and into the statistics. Lives for that long. */
final class ViewUpdate {

  private final Transition transition;
  private final OpenNodes openNodes;
  private final Map<String, Statistics> executors = new HashMap<>();
  private InstanceStatus status;
  private int completedNodes;
  private int failedNodes;
  private @Nullable Instant startedAt;
  private Statistics workflow = Statistics.NONE;

  ViewUpdate(InstanceView before, OpenNodes openNodes, Transition transition) {
    this.transition = transition;
    this.openNodes = openNodes;
    this.status = before.status();
    this.completedNodes = before.completedNodes();
    this.failedNodes = before.failedNodes();
    this.startedAt = before.startedAt();
    transition.events().forEach(this::apply);
  }

  /** The view after the transition. */
  InstanceView view() {
    return new InstanceView(
        transition.instance().workflow(),
        transition.instance().version(),
        status,
        transition.instance().businessKey(),
        completedNodes,
        failedNodes,
        openNodes.first(),
        openNodes.many(),
        startedAt,
        transition.at(),
        transition.sequence());
  }

  /** What the transition adds to its workflow's statistics. */
  Statistics workflow() {
    return workflow;
  }

  /** What the transition adds to the statistics of executors, by name. */
  Map<String, Statistics> executors() {
    return executors;
  }

  private void apply(Event event) {
    switch (event) {
      case InstanceStarted e -> begin();
      case InstanceRetried e -> begin();
      case InstanceResumed e -> status = InstanceStatus.RUNNING;
      case InstancePaused e -> status = InstanceStatus.PAUSED;
      case InstanceCompleted e -> end(InstanceStatus.COMPLETED);
      case InstanceFailed e -> end(InstanceStatus.FAILED);
      case InstanceCancelled e -> end(InstanceStatus.CANCELLED);
      case InstanceTimedOut e -> end(InstanceStatus.TIMEOUT);
      case NodeScheduled node -> open(node);
      case NodeEvent node -> applyEndOfNode(node);
      default -> {}
    }
  }

  private void applyEndOfNode(NodeEvent event) {
    switch (event) {
      case NodeCompleted node -> {
        completedNodes++;
        close(node.nodeNo(), Statistics::success);
      }
      case NodeSkipped node -> {
        completedNodes++;
        openNodes.close(node.nodeNo().value());
      }
      case NodeFailed node -> {
        failedNodes++;
        close(node.nodeNo(), Statistics::failure);
      }
      case NodeTimedOut node -> {
        failedNodes++;
        close(node.nodeNo(), Statistics::failure);
      }
      case NodeRetryScheduled node -> close(node.nodeNo(), Statistics::retry);
      case NodeCancelled node -> openNodes.close(node.nodeNo().value());
      default -> {}
    }
  }

  private void begin() {
    status = InstanceStatus.RUNNING;
    startedAt = transition.at();
    workflow = workflow.plus(Statistics.start());
  }

  private void end(InstanceStatus how) {
    status = how;
    long millis = startedAt == null ? 0 : Duration.between(startedAt, transition.at()).toMillis();
    workflow =
        workflow.plus(
            how == InstanceStatus.COMPLETED
                ? Statistics.success(millis)
                : Statistics.failure(millis));
  }

  private void open(NodeScheduled node) {
    openNodes.open(
        node.nodeNo().value(),
        new InstanceView.OpenNode(node.nodeId(), node.executor(), node.attempt(), transition.at()));
    count(node.executor(), Statistics.start());
  }

  private void close(NodeNo nodeNo, java.util.function.LongFunction<Statistics> how) {
    InstanceView.OpenNode node = openNodes.close(nodeNo.value());
    if (node != null) {
      count(node.executor(), how.apply(Duration.between(node.since(), transition.at()).toMillis()));
    }
  }

  private void count(@Nullable String executor, Statistics more) {
    if (executor != null) {
      executors.merge(executor, more, Statistics::plus);
    }
  }
}
