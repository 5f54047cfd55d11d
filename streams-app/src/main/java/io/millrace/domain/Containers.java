package io.millrace.domain;

import io.millrace.contract.ErrorInfo;
import io.millrace.definition.ConditionNode;
import io.millrace.definition.LoopNode;
import io.millrace.definition.ParallelNode;
import io.millrace.definition.SubprocessNode;
import io.millrace.definition.TaskNode;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.NodeState;

/** Nodes that hold blocks: what happens at their begin, and when a block in them is over. */
final class Containers {

  private Containers() {}

  static void launch(Journal journal, Site site) {
    switch (site.node()) {
      case ConditionNode condition -> Conditions.launch(journal, site, condition);
      case ParallelNode parallel -> unsupported(journal, site);
      case LoopNode loop -> unsupported(journal, site);
      case SubprocessNode subprocess -> unsupported(journal, site);
      case TaskNode task -> throw new IllegalStateException("a task holds no blocks");
    }
  }

  private static void unsupported(Journal journal, Site site) {
    Launch.broken(
        journal, site, ErrorInfo.permanent("unsupported", "This type is not supported yet."));
  }

  /** A block in a container is over, none of its nodes fatally. */
  static void blockDone(Journal journal, NodeState container, FrameKey frame) {
    switch (Blocks.node(journal, container)) {
      case ConditionNode condition ->
          Results.complete(journal, container, Outputs.ofBlock(journal, frame));
      case ParallelNode parallel -> {}
      case LoopNode loop -> {}
      case SubprocessNode subprocess -> {}
      case TaskNode task -> throw new IllegalStateException("a task holds no blocks");
    }
  }

  /** A block in a container has failed. */
  static void blockFailed(Journal journal, NodeState container, FrameKey frame, ErrorInfo error) {
    Ending.cancel(journal, frame, "block failed");
    switch (Blocks.node(journal, container)) {
      case ConditionNode condition -> Failures.attemptFailed(journal, container, error);
      case ParallelNode parallel -> {}
      case LoopNode loop -> {}
      case SubprocessNode subprocess -> {}
      case TaskNode task -> throw new IllegalStateException("a task holds no blocks");
    }
  }

  /** Goes on inside a container that is under way. */
  static void resume(Journal journal, NodeState container) {
    switch (Blocks.node(journal, container)) {
      case ConditionNode condition -> Conditions.resume(journal, container);
      case ParallelNode parallel -> {}
      case LoopNode loop -> {}
      case SubprocessNode subprocess -> {}
      case TaskNode task -> {}
    }
  }
}
