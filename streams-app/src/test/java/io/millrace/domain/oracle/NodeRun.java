package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.definition.ConditionNode;
import io.millrace.definition.ErrorPolicy;
import io.millrace.definition.LoopNode;
import io.millrace.definition.Node;
import io.millrace.definition.NodeHeader;
import io.millrace.definition.ParallelNode;
import io.millrace.definition.SubprocessNode;
import io.millrace.definition.TaskNode;
import io.millrace.expression.Condition;
import io.millrace.expression.ExpressionException;
import io.millrace.expression.Scope;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One node in one frame, from the moment it is reached to its end. */
final class NodeRun {

  private static final Set<String> OVER =
      Set.of("completed", "failed", "skipped", "cancelled", "timeout");

  final Frame frame;
  final Node node;
  private final String path;
  private String status = "pending";
  private int attempts;
  private int retries;
  private JsonNode output = NullNode.getInstance();
  private @Nullable Failure failure;
  private @Nullable String branch;
  private @Nullable JsonNode resolved;
  private @Nullable Body body;
  private Clock.@Nullable Alarm deadline;
  private boolean lets;

  /** When it completed, among all nodes of its instance; 0 if it did not. */
  private long completion;

  /** What a node does in one attempt. */
  interface Body {

    void start();

    /** Stops what is under way. */
    void cancel();

    /** Undoes every trace of what is inside. */
    default void forget() {
      cancel();
    }
  }

  NodeRun(Frame frame, Node node) {
    this.frame = frame;
    this.node = node;
    this.path = frame.run.prefix + node.id() + frame.sight.iterations;
  }

  void reach() {
    NodeRun before = frame.run.kept(path);
    if (before != null) {
      adopt(before);
      return;
    }
    register();
    Condition condition = node.header().condition();
    try {
      if (condition != null && !condition.test(scope())) {
        end("skipped");
        return;
      }
    } catch (ExpressionException e) {
      status = "running";
      attempts = frame.run.world.nextAttempt(path);
      fail(Failure.permanent("expression-failed"));
      return;
    }
    attempt();
  }

  /** After a retry of the instance: what was done stays done. */
  private void adopt(NodeRun before) {
    register();
    before.frame.run.world.nodes.put(path, this);
    status = before.status;
    attempts = before.attempts;
    output = before.output;
    failure = before.failure;
    branch = before.branch;
    body = before.body;
    lets = before.lets;
    completion = before.completion;
    if (completion > 0) {
      frame.run.completed(this, completion);
    }
    frame.ended();
  }

  private void register() {
    frame.sight.put(this);
    frame.run.world.nodes.put(path, this);
  }

  void neverRuns() {
    register();
    status = "skipped";
  }

  private void attempt() {
    attempts =
        frame.run.reopened(path)
            ? frame.run.world.attempts(path)
            : frame.run.world.nextAttempt(path);
    status = "running";
    NodeHeader header = node.header();
    body = bodyOf(node);
    if (header.timeout() != null) {
      startDeadline(header.timeout());
    }
    body.start();
  }

  private Body bodyOf(Node what) {
    return switch (what) {
      case TaskNode task -> TaskBody.of(this, task);
      case ConditionNode condition -> new BranchBody(this, condition);
      case ParallelNode parallel -> new ParallelBody(this, parallel);
      case LoopNode loop -> new LoopBody(this, loop);
      case SubprocessNode child -> new ChildBody(this, child);
    };
  }

  /** The attempt may take so long; an earlier deadline of the same attempt stays. */
  void startDeadline(Duration timeout) {
    callOff();
    int attempt = attempts;
    deadline =
        frame.run.timer(
            timeout.toMillis(),
            path,
            () -> {
              if (attempt == attempts) {
                fail(new Failure("node-timed-out", true, true));
              }
            });
  }

  private void callOff() {
    if (deadline != null) {
      deadline.callOff();
      deadline = null;
    }
  }

  void succeed(JsonNode result) {
    if (isOver()) {
      return;
    }
    callOff();
    output = result;
    failure = null;
    complete();
  }

  private void complete() {
    completion = frame.run.completed(this, 0);
    end("completed");
  }

  private void end(String how) {
    callOff();
    leave();
    status = how;
    lets = true;
    frame.ended();
  }

  void fail(Failure why) {
    if (isOver() || status.equals("retrying")) {
      return;
    }
    callOff();
    failure = why;
    if (body != null) {
      body.cancel();
    }
    ErrorPolicy policy = node.header().errors();
    boolean again =
        why.retryable()
            && !policy.nonRetryableErrors().contains(why.code())
            && (policy.retryableErrors().isEmpty() || policy.retryableErrors().contains(why.code()))
            && retries < policy.retry().maxRetries();
    if (again) {
      retries++;
      status = "retrying";
      frame.run.timer(pause(policy), path + attempts, this::again);
    } else if (!(body instanceof ChildBody child && child.fallBack())) {
      failForGood(why);
    }
  }

  /** The pause before the present retry; generated policies have no jitter. */
  private long pause(ErrorPolicy policy) {
    double first = (double) policy.retry().delay().toMillis();
    double pause =
        switch (policy.retry().backoff()) {
          case FIXED -> first;
          case LINEAR -> first * retries;
          case EXPONENTIAL, JITTER -> first * Math.pow(policy.retry().multiplier(), retries - 1);
        };
    return Math.round(Math.min(pause, (double) policy.retry().maxDelay().toMillis()));
  }

  private void again() {
    if (status.equals("retrying")) {
      if (body != null) {
        body.forget();
      }
      attempt();
    }
  }

  /** Another task of the instance may be out now. */
  private void leave() {
    frame.run.soon(() -> frame.run.slots.leave(this));
  }

  private void failForGood(Failure why) {
    leave();
    switch (node.header().errors().onFailure()) {
      case STOP -> {
        status = why.late() ? "timeout" : "failed";
        frame.failed(why);
      }
      case CONTINUE -> end(why.late() ? "timeout" : "failed");
      case IGNORE -> end("completed");
      case ROLLBACK -> {
        status = why.late() ? "timeout" : "failed";
        frame.run.rollBack(why);
      }
    }
  }

  void cancel() {
    if (!isOver() && !status.equals("pending")) {
      callOff();
      if (body != null) {
        body.cancel();
      }
      leave();
      status = "cancelled";
    }
  }

  /** Somebody decided by hand. */
  void decide(boolean skip, JsonNode result) {
    callOff();
    if (body != null) {
      body.cancel();
    }
    if (skip) {
      end("skipped");
    } else {
      succeed(result);
    }
  }

  void forget() {
    callOff();
    leave();
    if (body != null) {
      body.forget();
    }
    status = "pending";
    frame.run.world.nodes.remove(path, this);
    frame.run.uncompleted(this);
    frame.sight.remove(this);
  }

  /** What the node works on: resolved when it is reached, the same for all its attempts. */
  JsonNode once(Supplier<JsonNode> resolve) {
    if (resolved == null) {
      resolved = resolve.get();
    }
    return resolved;
  }

  void took(String taken) {
    branch = taken;
  }

  String id() {
    return node.id();
  }

  String path() {
    return path;
  }

  Scope scope() {
    return frame.sight.scope();
  }

  String status() {
    return status;
  }

  boolean isOver() {
    return OVER.contains(status);
  }

  /** Whether it is over and the others need not mind how. */
  boolean letsOthersGoOn() {
    return lets;
  }

  int attempts() {
    return attempts;
  }

  JsonNode output() {
    return output;
  }

  @Nullable Failure failure() {
    return failure;
  }

  @Nullable String branch() {
    return branch;
  }

  @Nullable Body body() {
    return body;
  }
}
