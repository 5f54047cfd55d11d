package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.event.BranchTaken;
import io.millrace.definition.Block;
import io.millrace.definition.ConditionNode;
import io.millrace.definition.Node;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.NodeState;

/** Condition nodes: one branch runs, the nodes of the other are skipped. */
final class Conditions {

  private Conditions() {}

  static void launch(Journal journal, Site site, ConditionNode condition) {
    boolean outcome;
    try {
      outcome =
          Evaluations.test(
              condition.test(),
              new ExpressionScope(journal, site.scope()),
              "condition of " + condition.id());
    } catch (EvaluationFailed e) {
      if (condition.defaultBranch() == null) {
        Launch.broken(journal, site, e.error());
        return;
      }
      outcome = condition.defaultBranch();
    }
    NodeState node = Launch.begin(journal, site, null);
    journal.record(new BranchTaken(node.no(), Boolean.toString(outcome)));
    Block other = condition.branch(!outcome);
    if (other != null) {
      FrameKey notTaken = frame(node, !outcome);
      for (Node skipped : other.nodes()) {
        Progress.skip(journal, notTaken, skipped, "branch");
      }
    }
    journal.todo(new Todo.Begin(frame(node, outcome)));
  }

  static void resume(Journal journal, NodeState node) {
    JsonNode branch = node.input() == null ? null : node.input().get("branch");
    if (branch != null) {
      Progress.resume(journal, frame(node, branch.asBoolean()));
    }
  }

  private static FrameKey frame(NodeState node, boolean outcome) {
    return new FrameKey(node.no().value(), outcome ? Blocks.TRUE : Blocks.FALSE);
  }
}
