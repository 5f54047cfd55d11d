package io.millrace.domain;

import io.millrace.contract.NodeNo;
import io.millrace.definition.Node;
import io.millrace.domain.state.FrameKey;

/** What remains to be thought through in a decision; a queue of these replaces recursion. */
sealed interface Todo {

  /**
   * A block begins: its roots are reached.
   *
   * @param frame the run of the block
   */
  record Begin(FrameKey frame) implements Todo {}

  /**
   * A node may run now, unless it was reached before.
   *
   * @param frame the run of its block
   * @param node the node
   */
  record Reach(FrameKey frame, Node node) implements Todo {}

  /**
   * A node is done as far as its dependents are concerned.
   *
   * @param node the node
   */
  record Done(NodeNo node) implements Todo {}

  /**
   * A node has failed for good, and somebody must say what that means.
   *
   * @param node the node
   */
  record Failed(NodeNo node) implements Todo {}

  /**
   * A parallel or loop looks whether it is decided, or else what may begin.
   *
   * @param group the node
   */
  record Decide(NodeNo group) implements Todo {}

  /**
   * A parallel or loop has more to begin than it has begun so far in this decision.
   *
   * @param group the node
   */
  record More(NodeNo group) implements Todo {}

  /**
   * All nodes of a block are over, none of them fatally.
   *
   * @param frame the run of the block
   */
  record BlockDone(FrameKey frame) implements Todo {}
}
