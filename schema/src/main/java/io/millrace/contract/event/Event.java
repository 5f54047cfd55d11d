package io.millrace.contract.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Something that happened to one instance.
 *
 * <p>Events have no time of their own: all events of a transition happened at its {@code at}. Their
 * JSON is append-only: a new field is optional, a new meaning is a new event.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = InstanceCreated.class, name = "InstanceCreated"),
  @JsonSubTypes.Type(value = InstanceStarted.class, name = "InstanceStarted"),
  @JsonSubTypes.Type(value = InstancePaused.class, name = "InstancePaused"),
  @JsonSubTypes.Type(value = InstanceResumed.class, name = "InstanceResumed"),
  @JsonSubTypes.Type(value = InstanceRetried.class, name = "InstanceRetried"),
  @JsonSubTypes.Type(value = InstanceCompleted.class, name = "InstanceCompleted"),
  @JsonSubTypes.Type(value = InstanceFailed.class, name = "InstanceFailed"),
  @JsonSubTypes.Type(value = InstanceCancelled.class, name = "InstanceCancelled"),
  @JsonSubTypes.Type(value = InstanceTimedOut.class, name = "InstanceTimedOut"),
  @JsonSubTypes.Type(value = StartRejected.class, name = "StartRejected"),
  @JsonSubTypes.Type(value = ControlRefused.class, name = "ControlRefused"),
  @JsonSubTypes.Type(value = PriorityChanged.class, name = "PriorityChanged"),
  @JsonSubTypes.Type(value = MutexQueued.class, name = "MutexQueued"),
  @JsonSubTypes.Type(value = MutexAcquired.class, name = "MutexAcquired"),
  @JsonSubTypes.Type(value = MutexReleased.class, name = "MutexReleased"),
  @JsonSubTypes.Type(value = NodeScheduled.class, name = "NodeScheduled"),
  @JsonSubTypes.Type(value = NodeStarted.class, name = "NodeStarted"),
  @JsonSubTypes.Type(value = NodeProgressed.class, name = "NodeProgressed"),
  @JsonSubTypes.Type(value = NodeCompleted.class, name = "NodeCompleted"),
  @JsonSubTypes.Type(value = NodeFailed.class, name = "NodeFailed"),
  @JsonSubTypes.Type(value = NodeRetryScheduled.class, name = "NodeRetryScheduled"),
  @JsonSubTypes.Type(value = NodeTimedOut.class, name = "NodeTimedOut"),
  @JsonSubTypes.Type(value = NodeSkipped.class, name = "NodeSkipped"),
  @JsonSubTypes.Type(value = NodeCancelled.class, name = "NodeCancelled"),
  @JsonSubTypes.Type(value = NodeWaiting.class, name = "NodeWaiting"),
  @JsonSubTypes.Type(value = LoopExpanded.class, name = "LoopExpanded"),
  @JsonSubTypes.Type(value = BranchTaken.class, name = "BranchTaken"),
  @JsonSubTypes.Type(value = JoinDecided.class, name = "JoinDecided"),
  @JsonSubTypes.Type(value = ChildRequested.class, name = "ChildRequested"),
  @JsonSubTypes.Type(value = ChildFinished.class, name = "ChildFinished"),
  @JsonSubTypes.Type(value = SignalReceived.class, name = "SignalReceived"),
  @JsonSubTypes.Type(value = CompensationStarted.class, name = "CompensationStarted"),
  @JsonSubTypes.Type(value = CompensationFinished.class, name = "CompensationFinished"),
  @JsonSubTypes.Type(value = EngineChanged.class, name = "EngineChanged")
})
public sealed interface Event
    permits InstanceCreated,
        InstanceStarted,
        InstancePaused,
        InstanceResumed,
        InstanceRetried,
        InstanceCompleted,
        InstanceFailed,
        InstanceCancelled,
        InstanceTimedOut,
        StartRejected,
        ControlRefused,
        PriorityChanged,
        MutexQueued,
        MutexAcquired,
        MutexReleased,
        SignalReceived,
        CompensationStarted,
        CompensationFinished,
        EngineChanged,
        NodeEvent {}
