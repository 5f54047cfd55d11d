package io.millrace.definition;

import io.millrace.contract.NodeType;
import java.util.List;

/** One node of a definition. */
public sealed interface Node
    permits TaskNode, ConditionNode, ParallelNode, LoopNode, SubprocessNode {

  /** What all nodes have. */
  NodeHeader header();

  /** Its kind. */
  NodeType type();

  /** The blocks inside it, in the order of the definition; empty for nodes without. */
  List<Block> blocks();

  /** Its id, unique in the definition. */
  default String id() {
    return header().id();
  }
}
