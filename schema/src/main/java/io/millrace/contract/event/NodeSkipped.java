package io.millrace.contract.event;

import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeType;
import org.jspecify.annotations.Nullable;

/**
 * A node will not run; dependents need not wait for it.
 *
 * @param nodeNo the node
 * @param nodeId its id in the definition
 * @param name its display name, or null if it has none
 * @param nodeType its kind
 * @param parent the loop, parallel or condition around it, or null at top level
 * @param iteration its iteration of the loop around it, from 0, or null
 * @param branch the id of its branch of the parallel or condition around it, or null
 * @param reason condition, branch or operator
 */
public record NodeSkipped(
    NodeNo nodeNo,
    String nodeId,
    @Nullable String name,
    NodeType nodeType,
    @Nullable NodeNo parent,
    @Nullable Integer iteration,
    @Nullable String branch,
    String reason)
    implements NodeEvent {

  /** Checks the fields. */
  public NodeSkipped {
    Fields.present("nodeNo", nodeNo);
    Fields.present("nodeId", nodeId);
    Fields.present("nodeType", nodeType);
    Fields.present("reason", reason);
  }
}
