package io.millrace.domain.oracle;

import io.millrace.definition.ConditionNode;
import io.millrace.expression.ExpressionException;
import org.jspecify.annotations.Nullable;

/** A condition: one branch runs, the other does not. */
final class BranchBody implements NodeRun.Body {

  private final NodeRun node;
  private final ConditionNode condition;
  private @Nullable Frame taken;
  private @Nullable Frame other;

  BranchBody(NodeRun node, ConditionNode condition) {
    this.node = node;
    this.condition = condition;
  }

  @Override
  public void start() {
    Boolean outcome;
    try {
      outcome = condition.test().test(node.scope());
    } catch (ExpressionException e) {
      outcome = condition.defaultBranch();
    }
    if (outcome == null) {
      node.fail(Failure.permanent("expression-failed"));
      return;
    }
    node.took(outcome ? "true" : "false");
    other = frame(!outcome);
    other.skip();
    taken = frame(outcome);
    taken.begin();
  }

  private Frame frame(boolean outcome) {
    return new Frame(
        node.frame.run,
        condition.branch(outcome),
        node.frame.sight,
        node::succeed,
        failure -> node.fail(failure));
  }

  @Override
  public void cancel() {
    if (taken != null) {
      taken.cancel();
    }
  }

  @Override
  public void forget() {
    if (taken != null && other != null) {
      taken.forget();
      other.forget();
    }
  }
}
