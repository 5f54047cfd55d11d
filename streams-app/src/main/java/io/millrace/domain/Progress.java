package io.millrace.domain;

import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.NodeSkipped;
import io.millrace.definition.Block;
import io.millrace.definition.ErrorPolicy.OnFailure;
import io.millrace.definition.Node;
import io.millrace.domain.state.Frame;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.Place;
import io.millrace.domain.state.ScopeKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the blocks of an instance: which node may run next, and when a block is over. The whole
 * workflow, a branch and an iteration are one thing here.
 */
final class Progress {

  private Progress() {}

  /** Thinks everything through. What a paused or ended instance would do next is left undone. */
  static void run(Journal journal) {
    do {
      for (Todo todo = journal.nextTodo(); todo != null; todo = journal.nextTodo()) {
        step(journal, todo);
      }
    } while (journal.running() && Capacity.fill(journal));
  }

  private static void step(Journal journal, Todo todo) {
    if (journal.running()) {
      switch (todo) {
        case Todo.Begin begin -> begin(journal, begin.frame());
        case Todo.Reach reach -> reach(journal, reach.frame(), reach.node());
        case Todo.Done done -> done(journal, journal.nodes().get(done.node()));
        case Todo.Failed failed -> Failures.failed(journal, journal.nodes().get(failed.node()));
        case Todo.BlockDone block -> blockDone(journal, block.frame());
        case Todo.More group -> Groups.more(journal, journal.nodes().get(group.group()));
        case Todo.Decide group -> Containers.decide(journal, journal.nodes().get(group.group()));
      }
    }
  }

  private static void begin(Journal journal, FrameKey frame) {
    Block block = Blocks.block(journal, frame);
    if (block == null || block.nodes().isEmpty()) {
      journal.todo(new Todo.BlockDone(frame));
    } else {
      block.roots().forEach(node -> journal.todo(new Todo.Reach(frame, node)));
    }
  }

  private static void reach(Journal journal, FrameKey frame, Node node) {
    ScopeKey scope = Blocks.scope(journal, frame);
    NodeState before = journal.nodes().find(scope, node.id());
    if (before != null && before.reached()) {
      return;
    }
    try {
      if (node.header().condition() != null
          && !Evaluations.test(
              node.header().condition(),
              new ExpressionScope(journal, scope),
              "condition of " + node.id())) {
        NodeNo no = skip(journal, frame, node, "condition");
        journal.todo(new Todo.Done(no));
        return;
      }
    } catch (EvaluationFailed e) {
      Launch.broken(journal, Site.of(journal, frame, node), e.error());
      return;
    }
    Launch.node(journal, Site.of(journal, frame, node));
  }

  /** Takes down that a node will not run; its dependents are the caller's business. */
  static NodeNo skip(Journal journal, FrameKey frame, Node node, String reason) {
    NodeState before = journal.nodes().find(Blocks.scope(journal, frame), node.id());
    NodeNo no = before == null ? journal.nodes().nextNo() : before.no();
    journal.record(skipped(no, Blocks.place(journal, frame, node), reason));
    return no;
  }

  static NodeSkipped skipped(NodeNo no, Place place, String reason) {
    return new NodeSkipped(
        no,
        place.nodeId(),
        place.name(),
        place.type(),
        place.parent(),
        place.iteration(),
        place.branch(),
        place.branchIndex(),
        place.dependsOn(),
        reason);
  }

  private static void done(Journal journal, NodeState node) {
    if (node.place().compensation()) {
      Rollbacks.next(journal);
      return;
    }
    FrameKey frame = node.place().frame();
    Block block = Blocks.block(journal, frame);
    if (block == null) {
      return;
    }
    for (Node dependent : block.dependents(node.nodeId())) {
      if (ready(journal, frame, dependent)) {
        journal.todo(new Todo.Reach(frame, dependent));
      }
    }
    if (complete(journal, frame, block)) {
      journal.todo(new Todo.BlockDone(frame));
    }
  }

  private static boolean complete(Journal journal, FrameKey frame, @Nullable Block block) {
    return journal.nodes().frame(frame).ended() == (block == null ? 0 : block.nodes().size());
  }

  /** Whether a node has nothing to wait for any more. */
  static boolean ready(Journal journal, FrameKey frame, Node node) {
    ScopeKey scope = Blocks.scope(journal, frame);
    return switch (node.header().waitFor()) {
      case NONE -> true;
      case ALL -> node.header().dependsOn().stream().allMatch(id -> over(journal, scope, id));
      case ANY ->
          node.header().dependsOn().isEmpty()
              || node.header().dependsOn().stream().anyMatch(id -> over(journal, scope, id));
    };
  }

  private static boolean over(Journal journal, ScopeKey scope, String nodeId) {
    NodeState node = journal.nodes().find(scope, nodeId);
    return node != null
        && node.status().ended()
        && node.status() != NodeStatus.CANCELLED
        && !fatal(journal, node);
  }

  /** Whether a node's failure is more than its own business. */
  static boolean fatal(Journal journal, NodeState node) {
    return switch (node.status()) {
      case FAILED, TIMEOUT ->
          Blocks.node(journal, node).header().errors().onFailure() != OnFailure.CONTINUE;
      case PENDING, SCHEDULED, RUNNING, RETRYING, WAITING, COMPLETED, SKIPPED, CANCELLED -> false;
    };
  }

  private static void blockDone(Journal journal, FrameKey frame) {
    if (frame.top()) {
      Ending.complete(journal);
      return;
    }
    NodeState container = Blocks.container(journal, frame);
    if (container.status() == NodeStatus.RUNNING && journal.settles(frame)) {
      Containers.blockDone(journal, container, frame);
    }
  }

  /**
   * Goes on where the instance stopped, whatever stopped it: looks at everything that is not over
   * and finds what may happen next. The state alone tells.
   */
  static void resume(Journal journal, FrameKey key) {
    if (journal.state().rollback() != null) {
      Rollbacks.next(journal);
      return;
    }
    Frame frame = journal.nodes().frame(key);
    for (int no : frame.unsuccessful().keySet()) {
      NodeState node = journal.nodes().get(new NodeNo(no));
      if (fatal(journal, node)) {
        journal.todo(new Todo.Failed(node.no()));
        return;
      }
    }
    Block block = Blocks.block(journal, key);
    for (Node node : block == null ? List.<Node>of() : block.nodes()) {
      if (unreached(journal, key, node) && ready(journal, key, node)) {
        journal.todo(new Todo.Reach(key, node));
      }
    }
    for (int no : frame.open().keySet()) {
      Containers.resume(journal, journal.nodes().get(new NodeNo(no)));
    }
    if (complete(journal, key, block)) {
      journal.todo(new Todo.BlockDone(key));
    }
  }

  private static boolean unreached(Journal journal, FrameKey key, Node node) {
    NodeState state = journal.nodes().find(Blocks.scope(journal, key), node.id());
    return state == null || !state.reached();
  }
}
