package io.millrace.domain.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
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
import io.millrace.contract.event.MutexAcquired;
import io.millrace.contract.event.MutexQueued;
import io.millrace.contract.event.MutexReleased;
import io.millrace.contract.event.NodeEvent;
import io.millrace.contract.event.PriorityChanged;
import io.millrace.contract.event.SignalReceived;
import io.millrace.contract.event.StartRejected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * What an event does to an instance. Pure: the same state, event and time give the same state, in
 * every version of Millrace.
 */
public final class Evolver {

  private Evolver() {}

  /**
   * The state after an event.
   *
   * @param state the state before; null before the first event, and only then
   * @param event what happened
   * @param at the time of its transition, in milliseconds
   * @throws UnfitEvent if the event cannot happen in this state
   */
  public static InstanceState evolve(@Nullable InstanceState state, Event event, Instant at) {
    if (state == null) {
      if (event instanceof InstanceCreated created) {
        return created(created, at);
      }
      throw new UnfitEvent(event.getClass().getSimpleName() + " comes before InstanceCreated");
    }
    StateDraft draft = new StateDraft(state);
    draft.lifetime = state.lifetime().touched(at);
    apply(draft, event, at);
    return draft.done();
  }

  private static InstanceState created(InstanceCreated event, Instant at) {
    Origin origin =
        new Origin(
            event.instanceId(),
            event.definitionId(),
            event.workflow(),
            event.version(),
            event.externalId(),
            event.businessKey(),
            event.mutexKey(),
            event.input(),
            event.context(),
            event.maxRetries(),
            event.createdBy(),
            event.notBefore(),
            event.parent(),
            at);
    return new InstanceState(
        origin,
        InstanceStatus.PENDING,
        event.priority(),
        event.engineId(),
        Lifetime.created(at, event.notBefore()),
        0,
        null,
        null,
        MutexState.NONE,
        HashTreePMap.empty(),
        null,
        Nodes.EMPTY,
        Position.START);
  }

  private static void apply(StateDraft draft, Event event, Instant at) {
    switch (event) {
      case NodeEvent node -> draft.nodes = NodeEvolver.evolve(draft.nodes, node, at);
      case InstanceStarted started -> {
        draft.status = InstanceStatus.RUNNING;
        draft.lifetime = draft.lifetime.started(at, started.dueAt());
      }
      case InstancePaused paused -> {
        draft.status = InstanceStatus.PAUSED;
        draft.lifetime = draft.lifetime.paused(at);
      }
      case InstanceResumed resumed -> {
        draft.lifetime = draft.lifetime.goingOn(at, resumed.dueAt());
        draft.status = goingOn(draft);
      }
      case InstanceRetried retried -> retried(draft, retried, at);
      case InstanceCompleted completed -> {
        ended(draft, InstanceStatus.COMPLETED, null, at);
        draft.output = completed.output();
      }
      case InstanceFailed failed -> ended(draft, InstanceStatus.FAILED, failed.error(), at);
      case InstanceTimedOut late -> ended(draft, InstanceStatus.TIMEOUT, late.error(), at);
      case InstanceCancelled cancelled ->
          ended(draft, InstanceStatus.CANCELLED, cancellation(cancelled), at);
      case PriorityChanged changed -> draft.priority = changed.priority();
      case MutexQueued queued -> {
        draft.mutex = MutexState.QUEUED;
        draft.status = InstanceStatus.PENDING;
      }
      case MutexAcquired acquired -> acquired(draft, acquired, at);
      case MutexReleased released -> draft.mutex = MutexState.NONE;
      case SignalReceived signal -> signal(draft, signal);
      case CompensationStarted started -> {
        draft.rollback = new Rollback(started.error(), TreePVector.from(started.nodes()));
        draft.lifetime = draft.lifetime.withoutTimeout();
      }
      case CompensationFinished finished -> draft.rollback = null;
      case EngineChanged changed -> draft.engineId = changed.engineId();
      case ControlRefused refused -> {
        // Recorded for whoever asked; changes nothing.
      }
      case InstanceCreated created -> throw new UnfitEvent("InstanceCreated comes twice");
      case StartRejected rejected ->
          throw new UnfitEvent("StartRejected comes after InstanceCreated");
    }
  }

  private static InstanceStatus goingOn(StateDraft draft) {
    boolean started = draft.lifetime.startedAt() != null && draft.mutex != MutexState.QUEUED;
    return started ? InstanceStatus.RUNNING : InstanceStatus.PENDING;
  }

  private static void ended(
      StateDraft draft, InstanceStatus how, @Nullable ErrorInfo error, Instant at) {
    draft.status = how;
    draft.error = error;
    draft.lifetime = draft.lifetime.ended(at);
  }

  private static ErrorInfo cancellation(InstanceCancelled event) {
    String reason = event.reason();
    return ErrorInfo.permanent("cancelled", reason == null ? "Cancelled on request." : reason);
  }

  private static void retried(StateDraft draft, InstanceRetried event, Instant at) {
    draft.lifetime = draft.lifetime.goingOn(at, event.dueAt());
    draft.retryCount++;
    draft.output = null;
    draft.error = null;
    draft.rollback = null;
    for (NodeNo no : event.nodes()) {
      draft.nodes = Arrivals.forget(draft.nodes, no, at);
    }
    for (NodeNo no : event.reopened()) {
      draft.nodes = Arrivals.reopen(draft.nodes, no, at);
    }
    boolean waits = draft.lifetime.startedAt() == null;
    draft.status = waits ? InstanceStatus.PENDING : InstanceStatus.RUNNING;
  }

  private static void acquired(StateDraft draft, MutexAcquired event, Instant at) {
    draft.mutex = MutexState.HELD;
    if (draft.status == InstanceStatus.PENDING && draft.lifetime.startedAt() != null) {
      draft.status = InstanceStatus.RUNNING;
      draft.lifetime = draft.lifetime.goingOn(at, event.dueAt());
    }
  }

  private static void signal(StateDraft draft, SignalReceived event) {
    PVector<JsonNode> kept = draft.signals.get(event.name());
    PVector<JsonNode> queue = kept == null ? TreePVector.empty() : kept;
    if (event.nodeNo() == null) {
      draft.signals = draft.signals.plus(event.name(), queue.plus(event.payload()));
    } else if (event.kept()) {
      if (queue.isEmpty()) {
        throw new UnfitEvent("no signal " + event.name() + " is kept");
      }
      PVector<JsonNode> rest = queue.minus(0);
      draft.signals =
          rest.isEmpty()
              ? draft.signals.minus(event.name())
              : draft.signals.plus(event.name(), rest);
    }
  }
}
