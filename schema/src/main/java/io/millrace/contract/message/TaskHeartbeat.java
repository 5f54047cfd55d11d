package io.millrace.contract.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import org.jspecify.annotations.Nullable;

/**
 * A worker is still at it.
 *
 * @param instanceId the instance
 * @param nodeNo the node
 * @param attempt which attempt, from 1
 * @param claimId the worker's claim on this delivery of the task
 * @param engineId the worker that reports
 * @param progress what the executor tells of its progress, or null
 */
public record TaskHeartbeat(
    InstanceId instanceId,
    NodeNo nodeNo,
    int attempt,
    String claimId,
    String engineId,
    @Nullable JsonNode progress)
    implements Result {

  /** Checks the fields. */
  public TaskHeartbeat {
    ResultFields.check(instanceId, nodeNo, attempt, claimId, engineId);
    Fields.json("progress", progress);
  }
}
