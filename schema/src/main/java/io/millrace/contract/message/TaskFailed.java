package io.millrace.contract.message;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import java.time.Instant;

/**
 * The executor gave up or broke.
 *
 * @param instanceId the instance
 * @param nodeNo the node
 * @param attempt which attempt, from 1
 * @param claimId the worker's claim on this delivery of the task
 * @param engineId the worker that reports
 * @param startedAt when the worker began
 * @param finishedAt when it ended
 * @param error why
 */
public record TaskFailed(
    InstanceId instanceId,
    NodeNo nodeNo,
    int attempt,
    String claimId,
    String engineId,
    Instant startedAt,
    Instant finishedAt,
    ErrorInfo error)
    implements Result {

  /** Checks the fields. */
  public TaskFailed {
    ResultFields.check(instanceId, nodeNo, attempt, claimId, engineId);
    Fields.present("startedAt", startedAt);
    Fields.present("finishedAt", finishedAt);
    Fields.present("error", error);
  }
}
