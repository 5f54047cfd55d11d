package io.millrace.domain;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.NodeStatus;
import io.millrace.definition.ConditionNode;
import io.millrace.definition.LoopNode;
import io.millrace.definition.Node;
import io.millrace.definition.ParallelNode;
import io.millrace.definition.SubprocessNode;
import io.millrace.definition.TaskNode;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.NodeState;

/** Nodes that hold others: what happens at their begin, and when a block in them is over. */
final class Containers {

  private Containers() {}

  static void launch(Journal journal, Site site) {
    switch (site.node()) {
      case ConditionNode condition -> Conditions.launch(journal, site, condition);
      case ParallelNode parallel -> Parallels.launch(journal, site, parallel);
      case LoopNode loop -> Loops.launch(journal, site, loop);
      case SubprocessNode subprocess -> Subprocesses.launch(journal, site, subprocess);
      case TaskNode task -> throw holdsNothing(task);
    }
  }

  /** A block in a container is over, none of its nodes fatally. */
  static void blockDone(Journal journal, NodeState container, FrameKey frame) {
    switch (Blocks.node(journal, container)) {
      case ConditionNode condition ->
          Results.complete(journal, container, Outputs.ofBlock(journal, frame));
      case ParallelNode parallel -> Groups.ended(journal, container, null);
      case LoopNode loop -> Groups.ended(journal, container, null);
      case SubprocessNode subprocess -> throw holdsNothing(subprocess);
      case TaskNode task -> throw holdsNothing(task);
    }
  }

  /** A block in a container has failed. */
  static void blockFailed(Journal journal, NodeState container, FrameKey frame, ErrorInfo error) {
    Ending.cancel(journal, frame, "block failed");
    switch (Blocks.node(journal, container)) {
      case ConditionNode condition -> Failures.attemptFailed(journal, container, error);
      case ParallelNode parallel -> Groups.ended(journal, container, error);
      case LoopNode loop -> Groups.ended(journal, container, error);
      case SubprocessNode subprocess -> throw holdsNothing(subprocess);
      case TaskNode task -> throw holdsNothing(task);
    }
  }

  /** Looks whether a parallel or loop is decided. */
  static void decide(Journal journal, NodeState group) {
    if (group.status() == NodeStatus.RUNNING) {
      Groups.decide(journal, group, null);
    }
  }

  /** Goes on inside a container that is under way. */
  static void resume(Journal journal, NodeState container) {
    if (container.status() == NodeStatus.RUNNING) {
      switch (Blocks.node(journal, container)) {
        case ConditionNode condition -> Conditions.resume(journal, container);
        case ParallelNode parallel -> Parallels.resume(journal, container, parallel);
        case LoopNode loop -> Loops.resume(journal, container);
        case SubprocessNode subprocess -> {
          // Its child goes on by itself.
        }
        case TaskNode task -> {
          // Its worker goes on by itself.
        }
      }
    }
  }

  private static IllegalStateException holdsNothing(Node node) {
    return new IllegalStateException("node " + node.id() + " holds no blocks");
  }
}
