package io.millrace.domain.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.NodeType;
import org.jspecify.annotations.Nullable;

/**
 * One node of an instance; a row of {@code task_nodes}.
 *
 * @param no its number, by which everybody names it
 * @param place what it is and where
 * @param status how it stands; {@code PENDING} means that it was reached once, forgotten by a
 *     retry, and not reached again yet
 * @param attempt the attempt under way or the last one, from 1; 0 if it was never handed out
 * @param retryCount how many attempts followed the first since it was reached
 * @param maxRetries how many may
 * @param timeoutSeconds how long an attempt may take, rounded up, or null
 * @param input its resolved config; a loop's items; a condition's or parallel's branches taken
 * @param output its output; null before it is over, JSON null if it has none
 * @param error the last error, or null
 * @param progress a loop's progress, or null
 * @param engineId who ran it last, or null
 * @param claimId the claim under which a worker said it began, or null
 * @param childId the child instance of a subprocess, or null
 * @param times its times
 * @param bytes the size of input and output as JSON text
 */
public record NodeState(
    NodeNo no,
    Place place,
    NodeStatus status,
    int attempt,
    int retryCount,
    int maxRetries,
    @Nullable Integer timeoutSeconds,
    @Nullable JsonNode input,
    @Nullable JsonNode output,
    @Nullable ErrorInfo error,
    @Nullable LoopProgress progress,
    @Nullable String engineId,
    @Nullable String claimId,
    @Nullable InstanceId childId,
    NodeTimes times,
    int bytes) {

  /** The id in the definition. */
  public String nodeId() {
    return place.nodeId();
  }

  /** Whether it is under way. */
  public boolean open() {
    return reached() && !status.ended();
  }

  /** Whether it was reached: it is under way or over. */
  public boolean reached() {
    return status != NodeStatus.PENDING;
  }

  /** Whether a worker has it, or may have it. */
  public boolean handedOut() {
    return status == NodeStatus.SCHEDULED || (status == NodeStatus.RUNNING && task());
  }

  /** Whether it counts against the instance's concurrency: while it is retried, too. */
  public boolean holdsCapacity() {
    return handedOut() || (status == NodeStatus.RETRYING && task());
  }

  /** Whether it could run but is kept back for now, without an attempt. */
  public boolean held() {
    return status == NodeStatus.WAITING && task() && !builtIn();
  }

  /** Whether it is kept back until the instance's concurrency allows it. */
  public boolean heldBack() {
    return held() && times.dueAt() == null;
  }

  /** Whether the engine itself does it. */
  public boolean builtIn() {
    String executor = place.executor();
    return "wait".equals(executor) || "signal".equals(executor) || "transform".equals(executor);
  }

  private boolean task() {
    return place.type() == NodeType.TASK;
  }
}
