package io.millrace.contract.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;

/** What a worker says of a task; the values of {@code millrace.results}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TaskStarted.class, name = "task.started"),
  @JsonSubTypes.Type(value = TaskHeartbeat.class, name = "task.heartbeat"),
  @JsonSubTypes.Type(value = TaskCompleted.class, name = "task.completed"),
  @JsonSubTypes.Type(value = TaskFailed.class, name = "task.failed")
})
public sealed interface Result permits TaskStarted, TaskHeartbeat, TaskCompleted, TaskFailed {

  /** The instance. */
  InstanceId instanceId();

  /** The node. */
  NodeNo nodeNo();

  /** Which attempt, from 1. */
  int attempt();

  /** The worker's claim on one delivery of the task; a later claim supersedes an earlier one. */
  String claimId();

  /** The worker that reports. */
  String engineId();
}
