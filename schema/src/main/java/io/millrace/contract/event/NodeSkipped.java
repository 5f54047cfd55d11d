package io.millrace.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeType;
import java.util.List;
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
 * @param branchIndex the place of that branch among its siblings, from 0, or null
 * @param dependsOn the ids of the nodes that it waited for
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
    @Nullable Integer branchIndex,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dependsOn,
    String reason)
    implements NodeEvent {

  /** Checks the fields. */
  public NodeSkipped {
    Fields.present("nodeNo", nodeNo);
    Fields.present("nodeId", nodeId);
    Fields.present("nodeType", nodeType);
    dependsOn = Fields.list("dependsOn", dependsOn);
    Fields.present("reason", reason);
  }
}
