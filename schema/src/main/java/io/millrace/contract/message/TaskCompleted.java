package io.millrace.contract.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import java.time.Instant;

/**
 * The executor returned.
 *
 * @param instanceId the instance
 * @param nodeNo the node
 * @param attempt which attempt, from 1
 * @param claimId the worker's claim on this delivery of the task
 * @param engineId the worker that reports
 * @param startedAt when the worker began
 * @param finishedAt when the executor returned
 * @param output what it returned; absent is null
 */
public record TaskCompleted(
    InstanceId instanceId,
    NodeNo nodeNo,
    int attempt,
    String claimId,
    String engineId,
    Instant startedAt,
    Instant finishedAt,
    JsonNode output)
    implements Result {

  /** Checks the fields. */
  public TaskCompleted {
    ResultFields.check(instanceId, nodeNo, attempt, claimId, engineId);
    Fields.present("startedAt", startedAt);
    Fields.present("finishedAt", finishedAt);
    Fields.json("output", output);
    output = output == null ? NullNode.getInstance() : output;
  }
}
