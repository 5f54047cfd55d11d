package io.millrace.domain;

import io.millrace.contract.NodeNo;
import io.millrace.definition.Block;
import io.millrace.definition.Compensation;
import io.millrace.definition.ConditionNode;
import io.millrace.definition.LoopNode;
import io.millrace.definition.Node;
import io.millrace.definition.NodeHeader;
import io.millrace.definition.ParallelNode;
import io.millrace.definition.SubprocessNode;
import io.millrace.definition.TaskNode;
import io.millrace.definition.WaitFor;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.Place;
import io.millrace.domain.state.ScopeKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Relates what runs to what the definition says. */
final class Blocks {

  /** The slot of a condition's branch {@code true}. */
  static final int TRUE = 0;

  /** The slot of a condition's branch {@code false}. */
  static final int FALSE = 1;

  private Blocks() {}

  /** What the definition says of a node, or of the compensation that it is. */
  static Node node(Journal journal, NodeState state) {
    String id = state.nodeId();
    Node node = journal.definition().node(state.place().originalId());
    if (node == null) {
      throw new IllegalStateException(
          "workflow " + journal.definition() + " has no node " + id + "; the instance has");
    }
    Compensation compensation = node.header().compensation();
    return state.place().compensation() && compensation != null
        ? compensating(node, compensation)
        : node;
  }

  /** The task that undoes a node. */
  static TaskNode compensating(Node node, Compensation compensation) {
    NodeHeader header = node.header();
    return new TaskNode(
        new NodeHeader(
            node.id() + Place.COMPENSATE,
            compensation.name(),
            List.of(),
            WaitFor.NONE,
            null,
            compensation.timeout(),
            compensation.errors(),
            header.distribution(),
            null),
        compensation.work());
  }

  /** The block of which a frame is a run; null for a branch that the definition leaves out. */
  static @Nullable Block block(Journal journal, FrameKey frame) {
    if (frame.top()) {
      return journal.definition().nodes();
    }
    NodeState container = container(journal, frame);
    return switch (node(journal, container)) {
      case ConditionNode condition -> condition.branch(frame.slot() == TRUE);
      case ParallelNode parallel -> parallel.branches().get(frame.slot()).block();
      case LoopNode loop -> loop.body();
      case TaskNode task -> null;
      case SubprocessNode subprocess -> null;
    };
  }

  static NodeState container(Journal journal, FrameKey frame) {
    return journal.nodes().get(new NodeNo(frame.container()));
  }

  /** The scope in which the nodes of a frame find each other. */
  static ScopeKey scope(Journal journal, FrameKey frame) {
    if (frame.top()) {
      return ScopeKey.TOP;
    }
    NodeState container = container(journal, frame);
    return container.place().type() == io.millrace.contract.NodeType.LOOP
        ? new ScopeKey(frame.container(), frame.slot())
        : journal.nodes().scopeOf(container);
  }

  /** Where a node stands when it is reached in a frame. */
  static Place place(Journal journal, FrameKey frame, Node node) {
    String executor = node instanceof TaskNode task ? task.work().executor() : null;
    NodeHeader header = node.header();
    if (frame.top()) {
      return new Place(
          node.id(),
          header.name(),
          node.type(),
          executor,
          null,
          null,
          null,
          null,
          false,
          header.dependsOn());
    }
    NodeState container = container(journal, frame);
    Node around = node(journal, container);
    boolean loop = around instanceof LoopNode;
    return new Place(
        node.id(),
        header.name(),
        node.type(),
        executor,
        container.no(),
        loop ? Integer.valueOf(frame.slot()) : container.place().iteration(),
        loop ? null : branch(around, frame.slot()),
        loop ? null : Integer.valueOf(frame.slot()),
        container.place().dynamic() || (around instanceof LoopNode it && it.isDynamic()),
        header.dependsOn());
  }

  private static @Nullable String branch(Node container, int slot) {
    return container instanceof ParallelNode parallel
        ? parallel.branches().get(slot).id()
        : Boolean.toString(slot == TRUE);
  }
}
