package io.millrace.domain.state;

import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node is and where it stands, from the moment it is reached.
 *
 * @param nodeId its id in the definition
 * @param name its display name, or null
 * @param type its kind
 * @param executor the executor that the definition names, or null
 * @param parent the loop, parallel or condition around it, or null at top level
 * @param iteration its iteration of the innermost loop around it, from 0, or null
 * @param branch its branch of the parallel or condition directly around it, or null
 * @param branchIndex the place of that branch among its siblings, or null
 * @param dynamic whether it exists because of data known only at run time
 * @param dependsOn the ids of the nodes that it waits for
 */
public record Place(
    String nodeId,
    @Nullable String name,
    NodeType type,
    @Nullable String executor,
    @Nullable NodeNo parent,
    @Nullable Integer iteration,
    @Nullable String branch,
    @Nullable Integer branchIndex,
    boolean dynamic,
    List<String> dependsOn) {

  /** What the id of a compensation ends with, after the id of the node that it undoes. */
  public static final String COMPENSATE = "/compensate";

  /** Copies the list. */
  public Place {
    dependsOn = List.copyOf(dependsOn);
  }

  /** The run of a block that the node belongs to. */
  public FrameKey frame() {
    if (compensation()) {
      return FrameKey.ROLLBACK;
    }
    if (parent == null) {
      return FrameKey.TOP;
    }
    Integer slot = branchIndex == null ? iteration : branchIndex;
    return new FrameKey(parent.value(), slot == null ? 0 : slot);
  }

  /** Whether the node undoes another. */
  public boolean compensation() {
    return nodeId.endsWith(COMPENSATE);
  }

  /** The id in the definition: the node's own, or that of the node which it undoes. */
  public String originalId() {
    return compensation() ? nodeId.substring(0, nodeId.length() - COMPENSATE.length()) : nodeId;
  }
}
