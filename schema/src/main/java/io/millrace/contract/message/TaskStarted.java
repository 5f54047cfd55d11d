package io.millrace.contract.message;

import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import java.time.Instant;

/**
 * A worker has begun; sent only for tasks that outlive a short delay.
 *
 * @param instanceId the instance
 * @param nodeNo the node
 * @param attempt which attempt, from 1
 * @param claimId the worker's claim on this delivery of the task
 * @param engineId the worker that reports
 * @param startedAt when the worker began
 */
public record TaskStarted(
    InstanceId instanceId,
    NodeNo nodeNo,
    int attempt,
    String claimId,
    String engineId,
    Instant startedAt)
    implements Result {

  /** Checks the fields. */
  public TaskStarted {
    ResultFields.check(instanceId, nodeNo, attempt, claimId, engineId);
    Fields.present("startedAt", startedAt);
  }
}
