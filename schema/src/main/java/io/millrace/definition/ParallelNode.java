package io.millrace.definition;

import io.millrace.contract.NodeType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node that runs branches side by side.
 *
 * @param header what all nodes have
 * @param branches in the order of the definition, at least one
 * @param maxConcurrency how many branches may run at once; null for all
 * @param join when it is decided
 * @param tolerance what a failed branch means
 */
public record ParallelNode(
    NodeHeader header,
    List<Branch> branches,
    @Nullable Integer maxConcurrency,
    JoinType join,
    FailureTolerance tolerance)
    implements Node {

  /** Copies the list. */
  public ParallelNode {
    branches = List.copyOf(branches);
  }

  @Override
  public NodeType type() {
    return NodeType.PARALLEL;
  }

  @Override
  public List<Block> blocks() {
    return branches.stream().map(Branch::block).toList();
  }
}
