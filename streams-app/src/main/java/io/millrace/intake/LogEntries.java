package io.millrace.intake;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.event.BranchTaken;
import io.millrace.contract.event.ChildFinished;
import io.millrace.contract.event.ChildRequested;
import io.millrace.contract.event.CompensationFinished;
import io.millrace.contract.event.CompensationStarted;
import io.millrace.contract.event.ControlRefused;
import io.millrace.contract.event.EngineChanged;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceCancelled;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceCreated;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.InstancePaused;
import io.millrace.contract.event.InstanceResumed;
import io.millrace.contract.event.InstanceRetried;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.event.InstanceTimedOut;
import io.millrace.contract.event.JoinDecided;
import io.millrace.contract.event.LoopExpanded;
import io.millrace.contract.event.MutexAcquired;
import io.millrace.contract.event.MutexQueued;
import io.millrace.contract.event.MutexReleased;
import io.millrace.contract.event.NodeCancelled;
import io.millrace.contract.event.NodeCompleted;
import io.millrace.contract.event.NodeEvent;
import io.millrace.contract.event.NodeFailed;
import io.millrace.contract.event.NodeProgressed;
import io.millrace.contract.event.NodeRetryScheduled;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.event.NodeSkipped;
import io.millrace.contract.event.NodeStarted;
import io.millrace.contract.event.NodeTimedOut;
import io.millrace.contract.event.NodeWaiting;
import io.millrace.contract.event.PriorityChanged;
import io.millrace.contract.event.SignalReceived;
import io.millrace.contract.event.StartRejected;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import org.jspecify.annotations.Nullable;

/** What people may want to read of what happened. The audit trail is the transitions. */
final class LogEntries {

  private LogEntries() {}

  /** The entry of an event, or null if there is nothing to say of it. */
  static @Nullable LogEntry of(InstanceState state, long sequence, Event event) {
    return switch (event) {
      case NodeEvent node -> ofNode(state, sequence, node);
      case InstanceCreated created -> plain(state, sequence, LogLevel.DEBUG, "Created");
      case InstanceStarted started -> info(state, sequence, "Started");
      case InstancePaused paused -> info(state, sequence, "Paused" + by(paused.by()));
      case InstanceResumed resumed -> info(state, sequence, "Resumed" + by(resumed.by()));
      case InstanceRetried retried -> info(state, sequence, "Retried" + by(retried.by()));
      case InstanceCompleted completed -> info(state, sequence, "Completed");
      case InstanceCancelled cancelled -> info(state, sequence, "Cancelled" + by(cancelled.by()));
      case InstanceFailed failed ->
          instance(state, sequence, LogLevel.ERROR, "Failed", failed.error());
      case InstanceTimedOut late ->
          instance(state, sequence, LogLevel.ERROR, "Timed out", late.error());
      case CompensationStarted started ->
          instance(state, sequence, LogLevel.WARN, "Rolling back", started.error());
      case CompensationFinished finished -> info(state, sequence, "Rolled back");
      case ControlRefused refused ->
          plain(
              state,
              sequence,
              LogLevel.WARN,
              "Refused " + refused.control() + ": " + refused.reason());
      case EngineChanged changed ->
          info(state, sequence, "Taken over by engine " + changed.engineId());
      case PriorityChanged changed ->
          plain(state, sequence, LogLevel.DEBUG, "Priority is now " + changed.priority());
      case SignalReceived signal ->
          plain(state, sequence, LogLevel.DEBUG, "Signal " + signal.name() + " came");
      case MutexQueued queued ->
          plain(state, sequence, LogLevel.DEBUG, "Waits for mutex " + queued.key());
      case MutexAcquired acquired ->
          plain(state, sequence, LogLevel.DEBUG, "Has mutex " + acquired.key());
      case MutexReleased released ->
          plain(state, sequence, LogLevel.DEBUG, "Gave back mutex " + released.key());
      case StartRejected rejected -> null;
    };
  }

  /** The entry of a start that was rejected. */
  static LogEntry rejected(InstanceId id, StartRejected event) {
    return new LogEntry(
        LogLevel.WARN,
        id,
        null,
        null,
        1,
        "Start of " + event.workflow() + " rejected: " + event.error().message(),
        Json.text(event.error()));
  }

  private static LogEntry ofNode(InstanceState state, long sequence, NodeEvent event) {
    return switch (event) {
      case NodeFailed failed ->
          node(state, sequence, event, LogLevel.ERROR, "Failed", failed.error());
      case NodeTimedOut late ->
          node(state, sequence, event, LogLevel.ERROR, "Timed out", late.error());
      case NodeRetryScheduled retry ->
          node(
              state,
              sequence,
              event,
              LogLevel.WARN,
              "Attempt " + retry.attempt() + " failed, next one at " + retry.dueAt(),
              retry.error());
      case NodeScheduled scheduled ->
          debug(state, sequence, event, "Scheduled, attempt " + scheduled.attempt());
      case NodeStarted started ->
          debug(state, sequence, event, "Started, attempt " + started.attempt());
      case NodeProgressed progressed -> debug(state, sequence, event, "Made progress");
      case NodeCompleted completed -> debug(state, sequence, event, "Completed");
      case NodeSkipped skipped -> debug(state, sequence, event, "Skipped: " + skipped.reason());
      case NodeCancelled cancelled ->
          debug(state, sequence, event, "Cancelled: " + cancelled.reason());
      case NodeWaiting waiting ->
          debug(state, sequence, event, "Waits for " + waiting.waitingFor());
      case LoopExpanded expanded ->
          debug(state, sequence, event, "Runs over " + expanded.total() + " items");
      case BranchTaken taken -> debug(state, sequence, event, "Takes branch " + taken.branch());
      case JoinDecided decided ->
          debug(state, sequence, event, "Join decided: " + decided.success());
      case ChildRequested child -> debug(state, sequence, event, "Starts " + child.workflow());
      case ChildFinished child ->
          debug(state, sequence, event, "Child " + child.childId() + " ended: " + child.status());
    };
  }

  private static LogEntry info(InstanceState state, long sequence, String message) {
    return plain(state, sequence, LogLevel.INFO, message);
  }

  private static LogEntry plain(
      InstanceState state, long sequence, LogLevel level, String message) {
    return new LogEntry(level, state.id(), null, null, sequence, message, null);
  }

  private static LogEntry instance(
      InstanceState state, long sequence, LogLevel level, String what, ErrorInfo error) {
    String message = what + ": " + error.message();
    return new LogEntry(level, state.id(), null, null, sequence, message, Json.text(error));
  }

  private static LogEntry debug(
      InstanceState state, long sequence, NodeEvent event, String message) {
    return new LogEntry(
        LogLevel.DEBUG,
        state.id(),
        event.nodeNo(),
        nodeId(state, event.nodeNo()),
        sequence,
        message,
        null);
  }

  private static LogEntry node(
      InstanceState state,
      long sequence,
      NodeEvent event,
      LogLevel level,
      String what,
      ErrorInfo error) {
    return new LogEntry(
        level,
        state.id(),
        event.nodeNo(),
        nodeId(state, event.nodeNo()),
        sequence,
        what + ": " + error.message(),
        Json.text(error));
  }

  private static @Nullable String nodeId(InstanceState state, NodeNo no) {
    NodeState node = state.nodes().find(no);
    return node == null ? null : node.nodeId();
  }

  private static String by(@Nullable String who) {
    return who == null ? "" : " by " + who;
  }
}
