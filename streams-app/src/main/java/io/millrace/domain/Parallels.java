package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.event.BranchTaken;
import io.millrace.definition.Branch;
import io.millrace.definition.Node;
import io.millrace.definition.ParallelNode;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.LoopProgress;
import io.millrace.domain.state.NodeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parallel nodes: branches run side by side, those of higher priority first. */
final class Parallels {

  private static final String BRANCHES = "branches";

  private Parallels() {}

  static void launch(Journal journal, Site site, ParallelNode parallel) {
    List<Branch> taken = new ArrayList<>();
    List<Branch> left = new ArrayList<>();
    try {
      for (Branch branch : parallel.branches()) {
        (holds(journal, site, branch) ? taken : left).add(branch);
      }
    } catch (EvaluationFailed e) {
      Launch.broken(journal, site, e.error());
      return;
    }
    taken.sort(Comparator.comparingInt(Branch::priority).reversed());
    ArrayNode ids = JsonNodeFactory.instance.arrayNode();
    taken.forEach(branch -> ids.add(branch.id()));
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.set(BRANCHES, ids);
    NodeState node = Launch.begin(journal, site, config);
    for (Branch branch : left) {
      FrameKey frame = frame(node, parallel, branch.id());
      for (Node skipped : branch.block().nodes()) {
        Progress.skip(journal, frame, skipped, "branch");
      }
    }
    Groups.decide(journal, journal.nodes().get(node.no()), null);
  }

  private static boolean holds(Journal journal, Site site, Branch branch) {
    return branch.condition() == null
        || Evaluations.test(
            branch.condition(),
            new ExpressionScope(journal, site.scope()),
            "condition of branch " + branch.id());
  }

  /** Begins some of the branches that may run now; the others follow. */
  static void open(Journal journal, NodeState node, ParallelNode parallel) {
    List<String> ids = branches(node);
    LoopProgress counts = Groups.progress(node);
    int atOnce = parallel.maxConcurrency() == null ? ids.size() : parallel.maxConcurrency();
    int left = Math.min(ids.size() - counts.next(), Math.max(0, atOnce - counts.running()));
    if (left == 0) {
      return;
    }
    if (journal.full()) {
      arm(journal, node, parallel, journal.now());
      return;
    }
    int last = counts.next() + journal.piece(left);
    for (int i = counts.next(); i < last; i++) {
      journal.record(new BranchTaken(node.no(), ids.get(i)));
      journal.todo(new Todo.Begin(frame(node, parallel, ids.get(i))));
    }
    if (last < counts.next() + left) {
      journal.todoLater(new Todo.More(node.no()));
    }
  }

  /** The timer of a decision that was full has fired. */
  static void timer(Journal journal, NodeState node, ParallelNode parallel) {
    arm(journal, node, parallel, null);
    open(journal, journal.nodes().get(node.no()), parallel);
  }

  private static void arm(
      Journal journal, NodeState node, ParallelNode parallel, @Nullable Instant next) {
    Groups.arm(journal, node, parallel, "branch", next);
  }

  static void resume(Journal journal, NodeState node, ParallelNode parallel) {
    List<FrameKey> begun =
        branches(node).subList(0, Groups.progress(node).next()).stream()
            .map(id -> frame(node, parallel, id))
            .toList();
    Groups.resume(journal, node, begun);
  }

  /** What each branch gave; null for those that were skipped, failed or were cancelled. */
  static ObjectNode output(Journal journal, NodeState node, ParallelNode parallel) {
    List<String> begun = branches(node).subList(0, Groups.progress(node).next());
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    for (Branch branch : parallel.branches()) {
      FrameKey frame = frame(node, parallel, branch.id());
      JsonNode value =
          begun.contains(branch.id()) && Groups.succeeded(journal, frame)
              ? Outputs.ofBlock(journal, frame)
              : NullNode.getInstance();
      output.set(branch.id(), value);
    }
    return output;
  }

  /** The branches that run, in the order in which they begin. */
  private static List<String> branches(NodeState node) {
    List<String> ids = new ArrayList<>();
    if (node.input() != null) {
      node.input().path(BRANCHES).forEach(id -> ids.add(id.asText()));
    }
    return ids;
  }

  private static FrameKey frame(NodeState node, ParallelNode parallel, String branchId) {
    List<Branch> branches = parallel.branches();
    for (int i = 0; i < branches.size(); i++) {
      if (branches.get(i).id().equals(branchId)) {
        return new FrameKey(node.no().value(), i);
      }
    }
    throw new IllegalStateException("parallel " + node.nodeId() + " has no branch " + branchId);
  }
}
