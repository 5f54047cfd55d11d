package io.millrace.cli;

import io.millrace.client.ClientFault;
import io.millrace.contract.MalformedMessage;
import io.millrace.domain.history.BrokenHistory;
import io.millrace.jdbc.DatabaseFault;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts the commands of the client on a command line, and turns every mistake into a sentence. */
public final class MillraceCommandLine {

  private static final int FAILED = 1;

  private MillraceCommandLine() {}

  /** The commands of the client, by name. */
  public static List<Object> clientCommands() {
    return List.of(
        new DeployCommand(),
        new StartCommand(),
        new ListCommand(),
        new DescribeCommand(),
        new PauseCommand(),
        new ResumeCommand(),
        new CancelCommand(),
        new RetryCommand(),
        new SkipNodeCommand(),
        new CompleteNodeCommand(),
        new SignalCommand(),
        new EventsCommand(),
        new ReplayCommand(),
        new VerifyCommand(),
        new DeadLettersCommand());
  }

  /** A command line on which a mistake prints one sentence per problem, never a stack trace. */
  public static CommandLine of(Object main) {
    CommandLine line = new CommandLine(main);
    line.setParameterExceptionHandler(MillraceCommandLine::wrongUse);
    line.setExecutionExceptionHandler((fault, command, parsed) -> failed(fault, command));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  private static int wrongUse(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
      command
          .getErr()
          .println("See `%s --help`.".formatted(command.getCommandSpec().qualifiedName()));
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int failed(Exception fault, CommandLine command) {
    String message =
        switch (fault) {
          case DatabaseFault database -> database(database);
          case ClientFault client -> String.valueOf(client.getMessage());
          case UsageError usage -> String.valueOf(usage.getMessage());
          case BrokenHistory history -> "the history is broken: " + history.getMessage();
          case MalformedMessage malformed -> "the history is broken: " + malformed.getMessage();
          default -> "unexpected: " + fault;
        };
    command.getErr().println(Ansi.OFF.string(message));
    return fault instanceof UsageError ? command.getCommandSpec().exitCodeOnInvalidInput() : FAILED;
  }

  private static String database(DatabaseFault fault) {
    return switch (fault.kind()) {
      case UNAVAILABLE -> "MySQL does not answer; is it running? (" + fault.getMessage() + ")";
      case CONTENDED, DUPLICATE, REFUSED -> "MySQL refused: " + fault.getMessage();
    };
  }
}
