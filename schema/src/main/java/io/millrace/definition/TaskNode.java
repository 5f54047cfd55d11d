package io.millrace.definition;

import io.millrace.contract.NodeType;
import java.util.List;

/**
 * A node that does something.
 *
 * @param header what all nodes have
 * @param work what it does
 */
public record TaskNode(NodeHeader header, Work work) implements Node {

  @Override
  public NodeType type() {
    return NodeType.TASK;
  }

  @Override
  public List<Block> blocks() {
    return List.of();
  }
}
