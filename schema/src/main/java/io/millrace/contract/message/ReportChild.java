package io.millrace.contract.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import org.jspecify.annotations.Nullable;

/**
 * A child instance has ended; internal, written by the subprocess topology.
 *
 * @param instanceId the instance
 * @param reason why, for people, or null
 * @param by who, or null
 * @param nodeNo the node that asked for the child
 * @param attempt the attempt that asked
 * @param childId the child; for a rejected start the id it would have had
 * @param status how it ended
 * @param output its output if it completed, else null
 * @param error its error if it did not, else null
 */
public record ReportChild(
    InstanceId instanceId,
    @Nullable String reason,
    @Nullable String by,
    NodeNo nodeNo,
    int attempt,
    InstanceId childId,
    InstanceStatus status,
    @Nullable JsonNode output,
    @Nullable ErrorInfo error)
    implements Control {

  /** Checks the fields. */
  public ReportChild {
    ControlFields.check(instanceId, reason, by);
    Fields.present("nodeNo", nodeNo);
    Fields.atLeast("attempt", attempt, 1);
    Fields.present("childId", childId);
    Fields.present("status", status);
    Fields.json("output", output);
  }
}
