package io.millrace.domain;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import io.millrace.contract.message.CancelInstance;
import io.millrace.contract.message.CompleteNode;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.DenyMutex;
import io.millrace.contract.message.GrantMutex;
import io.millrace.contract.message.PauseInstance;
import io.millrace.contract.message.ReportChild;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.ResumeInstance;
import io.millrace.contract.message.RetryInstance;
import io.millrace.contract.message.SendSignal;
import io.millrace.contract.message.SetPriority;
import io.millrace.contract.message.SkipNode;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.contract.message.TaskHeartbeat;
import io.millrace.contract.message.TaskStarted;
import io.millrace.domain.Command.ApplyControl;
import io.millrace.domain.Command.ApplyResult;
import io.millrace.domain.Command.FireTimers;
import io.millrace.domain.Command.StartInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A sample of every command that the sealed types permit, aimed at the node {@code a}. */
final class Commands {

  private static final InstanceId ID = Scenario.ID;
  private static final Instant AT = Scenario.T0;

  private Commands() {}

  /**
   * A command by name.
   *
   * @param type the sealed type's leaf
   * @param command makes it for the instance's present state
   */
  record Sample(Class<?> type, Function<Scenario, Command> command) {

    String name() {
      return type.getSimpleName();
    }

    Command on(Scenario scenario) {
      return command.apply(scenario);
    }
  }

  /** One for each permitted command, result and control; fails for a type that has none. */
  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    for (Class<?> command : Command.class.getPermittedSubclasses()) {
      if (command == ApplyResult.class) {
        for (Class<?> result : Result.class.getPermittedSubclasses()) {
          samples.add(
              new Sample(
                  result,
                  it -> new ApplyResult(result(result, no(it), attempt(it)), Scenario.ENGINE)));
        }
      } else if (command == ApplyControl.class) {
        for (Class<?> control : Control.class.getPermittedSubclasses()) {
          samples.add(
              new Sample(
                  control,
                  it -> new ApplyControl(control(control, no(it), attempt(it)), Scenario.ENGINE)));
        }
      } else {
        samples.add(new Sample(command, it -> plain(command)));
      }
    }
    return samples;
  }

  /** Those that aim at a node. */
  static List<Sample> ofNodes() {
    return all().stream()
        .filter(
            sample ->
                Result.class.isAssignableFrom(sample.type())
                    || sample.type() == SkipNode.class
                    || sample.type() == CompleteNode.class
                    || sample.type() == SendSignal.class
                    || sample.type() == ReportChild.class
                    || sample.type() == FireTimers.class)
        .toList();
  }

  private static int attempt(Scenario scenario) {
    if (!scenario.exists() || scenario.nodes("a").isEmpty()) {
      return 1;
    }
    return Math.max(1, scenario.node("a").attempt());
  }

  private static Command plain(Class<?> type) {
    if (type == StartInstance.class) {
      return new StartInstance(ID, 7, Scenario.startOf("{}", null), Scenario.ENGINE);
    }
    if (type == FireTimers.class) {
      return new FireTimers(Scenario.ENGINE);
    }
    throw new AssertionError("no sample of " + type);
  }

  private static NodeNo no(Scenario scenario) {
    return !scenario.exists() || scenario.nodes("a").isEmpty()
        ? new NodeNo(1)
        : scenario.node("a").no();
  }

  private static Result result(Class<?> type, NodeNo no, int attempt) {
    if (type == TaskStarted.class) {
      return new TaskStarted(ID, no, attempt, "c", "w", AT);
    }
    if (type == TaskHeartbeat.class) {
      return new TaskHeartbeat(ID, no, attempt, "c", "w", null);
    }
    if (type == TaskCompleted.class) {
      return new TaskCompleted(ID, no, attempt, "c", "w", AT, AT, Scenario.json("1"));
    }
    if (type == TaskFailed.class) {
      ErrorInfo error = ErrorInfo.permanent("broken", "It broke.");
      return new TaskFailed(ID, no, attempt, "c", "w", AT, AT, error);
    }
    throw new AssertionError("no sample of " + type);
  }

  private static Control control(Class<?> type, NodeNo no, int attempt) {
    List<Control> samples =
        List.of(
            new PauseInstance(ID, null, null),
            new ResumeInstance(ID, null, null),
            new CancelInstance(ID, null, null),
            new RetryInstance(ID, null, null),
            new SkipNode(ID, null, null, "a", null),
            new CompleteNode(ID, null, null, "a", null, Scenario.json("1")),
            new SendSignal(ID, null, null, "go", Scenario.json("1")),
            new SetPriority(ID, null, null, 90),
            new GrantMutex(ID, null, null, "m"),
            new DenyMutex(ID, null, null, "m", InstanceId.first(1)),
            new ReportChild(
                ID,
                null,
                null,
                no,
                attempt,
                InstanceId.first(4),
                InstanceStatus.COMPLETED,
                Scenario.json("1"),
                null));
    return samples.stream()
        .filter(type::isInstance)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no sample of " + type));
  }
}
