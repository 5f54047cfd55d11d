package io.millrace.contract.message;

import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import org.jspecify.annotations.Nullable;

/**
 * Treat a node as skipped.
 *
 * @param instanceId the instance
 * @param reason why, for people, or null
 * @param by who, or null
 * @param nodeId the node's id in the definition
 * @param nodeNo which one of that id, or null if there is one only
 */
public record SkipNode(
    InstanceId instanceId,
    @Nullable String reason,
    @Nullable String by,
    String nodeId,
    @Nullable NodeNo nodeNo)
    implements Control {

  /** Checks the fields. */
  public SkipNode {
    ControlFields.check(instanceId, reason, by);
    Fields.text("nodeId", nodeId);
  }
}
