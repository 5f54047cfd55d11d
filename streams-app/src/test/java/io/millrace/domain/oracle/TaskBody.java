package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.definition.Durations;
import io.millrace.definition.TaskNode;
import io.millrace.definition.Work;
import io.millrace.expression.ExpressionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a task does: work of an executor, or of the engine itself. */
abstract sealed class TaskBody implements NodeRun.Body {

  final NodeRun node;
  boolean over;

  private TaskBody(NodeRun node) {
    this.node = node;
  }

  static TaskBody of(NodeRun node, TaskNode task) {
    return switch (task.work()) {
      case Work.Execute execute -> new Executed(node, execute);
      case Work.Wait wait -> new Waiting(node, wait);
      case Work.Signal signal -> new Signalled(node, signal);
      case Work.Transform transform -> new Transformed(node, transform);
    };
  }

  @Override
  public void start() {
    try {
      begin();
    } catch (ExpressionException e) {
      node.fail(Failure.permanent("expression-failed"));
    } catch (IllegalArgumentException e) {
      node.fail(Failure.permanent("config-invalid"));
    }
  }

  abstract void begin();

  /** A timer that a pause has held may come after what has made it pointless. */
  final void unlessOver(Runnable action) {
    if (!over) {
      action.run();
    }
  }

  @Override
  public void cancel() {
    over = true;
  }

  private static final class Executed extends TaskBody {

    private final Work.Execute work;

    Executed(NodeRun node, Work.Execute work) {
      super(node);
      this.work = work;
    }

    @Override
    void begin() {
      JsonNode config = node.once(() -> work.config().evaluate(node.scope()));
      int attempt = node.attempts();
      node.frame.run.slots.enter(node, () -> out(config, attempt));
    }

    private void out(JsonNode config, int attempt) {
      Duration timeout = node.node.header().timeout();
      if (timeout != null) {
        node.startDeadline(timeout);
      }
      Script.Answer answer =
          node.frame.run.world.script.answer(work.executor(), config, node.path(), attempt);
      if (answer != null) {
        node.frame.run.world.clock.in(answer.millis(), () -> arrived(answer));
      }
    }

    private void arrived(Script.Answer answer) {
      if (over) {
        return;
      }
      String code = answer.code();
      if (code != null) {
        node.fail(new Failure(code, answer.retryable(), false));
      } else {
        node.succeed(answer.output() == null ? NullNode.getInstance() : answer.output());
      }
    }
  }

  private static final class Waiting extends TaskBody {

    private final Work.Wait work;
    private Clock.@Nullable Alarm alarm;

    Waiting(NodeRun node, Work.Wait work) {
      super(node);
      this.work = work;
    }

    @Override
    void begin() {
      if (work.duration() == null) {
        throw new AssertionError("the generator makes no waits until an instant");
      }
      JsonNode duration = work.duration().evaluate(node.scope());
      alarm =
          node.frame.run.timer(
              Durations.duration(duration).toMillis(),
              node.path(),
              () -> unlessOver(() -> node.succeed(NullNode.getInstance())));
    }

    @Override
    public void cancel() {
      super.cancel();
      if (alarm != null) {
        alarm.callOff();
      }
    }
  }

  private static final class Signalled extends TaskBody {

    private final Work.Signal work;
    private Clock.@Nullable Alarm alarm;

    Signalled(NodeRun node, Work.Signal work) {
      super(node);
      this.work = work;
    }

    @Override
    void begin() {
      String name = work.name().evaluate(node.scope()).asText();
      JsonNode early = node.frame.run.signals.await(name, node);
      if (early != null) {
        node.succeed(early);
      } else if (work.timeout() != null) {
        alarm =
            node.frame.run.timer(
                work.timeout().toMillis(),
                node.path(),
                () -> unlessOver(() -> node.fail(new Failure("signal-timed-out", false, true))));
      }
    }

    @Override
    public void cancel() {
      super.cancel();
      node.frame.run.signals.leave(node);
      if (alarm != null) {
        alarm.callOff();
      }
    }
  }

  private static final class Transformed extends TaskBody {

    private final Work.Transform work;

    Transformed(NodeRun node, Work.Transform work) {
      super(node);
      this.work = work;
    }

    @Override
    void begin() {
      node.succeed(work.config().evaluate(node.scope()));
    }
  }
}
