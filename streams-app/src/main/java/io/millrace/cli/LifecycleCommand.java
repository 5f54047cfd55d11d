package io.millrace.cli;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.CancelInstance;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.PauseInstance;
import io.millrace.contract.message.ResumeInstance;
import io.millrace.contract.message.RetryInstance;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks the same of any number of instances. */
@Command(footerHeading = "%nExample:%n")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class LifecycleCommand extends ControlCommand {

  /** What can be asked. */
  private enum Action {
    PAUSE(
        "pause",
        "Hold instances: results are taken, nothing new starts.",
        "millrace pause 17 18 --reason 'the bank is down'",
        "paused"),
    RESUME("resume", "Let paused instances go on.", "millrace resume 17 18", "resumed"),
    CANCEL(
        "cancel",
        "End instances; what runs is cancelled.",
        "millrace cancel 17 --reason 'asked by the customer'",
        "cancelled"),
    RETRY(
        "retry",
        "Start ended instances again at their failed nodes.",
        "millrace retry 17 --reason 'the gateway is back'",
        "retried");

    private final String command;
    private final String description;
    private final String example;
    private final String done;

    Action(String command, String description, String example, String done) {
      this.command = command;
      this.description = description;
      this.example = example;
      this.done = done;
    }
  }

  private final Action action;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "The instances.")
  List<Long> ids;

  private LifecycleCommand(Action action) {
    this.action = action;
  }

  /** One command per thing that can be asked. */
  static List<CommandLine> all() {
    return Arrays.stream(Action.values()).map(LifecycleCommand::commandLine).toList();
  }

  private static CommandLine commandLine(Action action) {
    CommandLine line = new CommandLine(new LifecycleCommand(action));
    line.getCommandSpec().name(action.command);
    line.getCommandSpec().usageMessage().description(action.description);
    line.getCommandSpec().usageMessage().footer("  " + action.example);
    return line;
  }

  @Override
  List<Long> ids() {
    return ids;
  }

  @Override
  Control control(InstanceId id, String by) {
    return switch (action) {
      case PAUSE -> new PauseInstance(id, reason, by);
      case RESUME -> new ResumeInstance(id, reason, by);
      case CANCEL -> new CancelInstance(id, reason, by);
      case RETRY -> new RetryInstance(id, reason, by);
    };
  }

  @Override
  String done() {
    return action.done;
  }
}
