package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.definition.Branch;
import io.millrace.definition.ParallelNode;
import io.millrace.expression.ExpressionException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Branches side by side. */
final class ParallelBody implements NodeRun.Body {

  private final NodeRun node;
  private final ParallelNode parallel;
  private final ObjectNode output = InstanceRun.object();
  private final List<Branch> waiting = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private Join join;
  private int running;
  private boolean decided;

  ParallelBody(NodeRun node, ParallelNode parallel) {
    this.node = node;
    this.parallel = parallel;
    this.join = new Join(parallel.join(), parallel.tolerance(), 0);
  }

  @Override
  public void start() {
    List<Branch> left = new ArrayList<>();
    try {
      for (Branch branch : parallel.branches()) {
        output.set(branch.id(), NullNode.getInstance());
        boolean runs = branch.condition() == null || branch.condition().test(node.scope());
        (runs ? waiting : left).add(branch);
      }
    } catch (ExpressionException e) {
      node.fail(Failure.permanent("expression-failed"));
      return;
    }
    left.forEach(branch -> frame(branch).skip());
    waiting.sort(Comparator.comparingInt(Branch::priority).reversed());
    join = new Join(parallel.join(), parallel.tolerance(), waiting.size());
    if (waiting.isEmpty()) {
      decided = true;
      node.succeed(output);
    }
    fill();
  }

  private void fill() {
    Integer most = parallel.maxConcurrency();
    while (!decided && !waiting.isEmpty() && (most == null || running < most)) {
      running++;
      frame(waiting.remove(0)).begin();
    }
  }

  private Frame frame(Branch branch) {
    Frame frame =
        new Frame(
            node.frame.run,
            branch.block(),
            node.frame.sight,
            result -> succeeded(branch, result),
            this::failed);
    frames.add(frame);
    return frame;
  }

  private void succeeded(Branch branch, JsonNode result) {
    output.set(branch.id(), result);
    decide(join.succeeded(), Failure.permanent("none"));
  }

  private void failed(Failure failure) {
    decide(join.failed(), failure);
  }

  private void decide(Join.Verdict verdict, Failure failure) {
    running--;
    if (decided) {
      return;
    }
    switch (verdict) {
      case OPEN -> node.frame.run.soon(this::fill);
      case SUCCESS -> {
        cancel();
        node.succeed(output);
      }
      case FAILURE -> {
        cancel();
        node.fail(failure);
      }
    }
  }

  @Override
  public void cancel() {
    decided = true;
    frames.forEach(Frame::cancel);
  }

  @Override
  public void forget() {
    decided = true;
    frames.forEach(Frame::forget);
  }
}
