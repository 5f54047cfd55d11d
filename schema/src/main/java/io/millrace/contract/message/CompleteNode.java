package io.millrace.contract.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import org.jspecify.annotations.Nullable;

/**
 * Treat a node as completed with a given output.
 *
 * @param instanceId the instance
 * @param reason why, for people, or null
 * @param by who, or null
 * @param nodeId the node's id in the definition
 * @param nodeNo which one of that id, or null if there is one only
 * @param output the output; absent is null
 */
public record CompleteNode(
    InstanceId instanceId,
    @Nullable String reason,
    @Nullable String by,
    String nodeId,
    @Nullable NodeNo nodeNo,
    JsonNode output)
    implements Control {

  /** Checks the fields. */
  public CompleteNode {
    ControlFields.check(instanceId, reason, by);
    Fields.text("nodeId", nodeId);
    Fields.json("output", output);
    output = output == null ? NullNode.getInstance() : output;
  }
}
