package io.millrace.cli;

import io.millrace.client.ClientFault;
import io.millrace.contract.MalformedMessage;
import io.millrace.domain.history.BrokenHistory;
import io.millrace.jdbc.DatabaseFault;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts the commands of the client on a command line, and turns every mistake into a sentence. */
public final class MillraceCommandLine {

  private static final int FAILED = 1;

  private MillraceCommandLine() {}

  /** The commands of the client. */
  public static List<Object> clientCommands() {
    List<Object> commands = new ArrayList<>();
    commands.add(new DeployCommand());
    commands.add(new StartCommand());
    commands.add(new ListCommand());
    commands.add(new DescribeCommand());
    commands.addAll(LifecycleCommand.all());
    commands.add(new SkipNodeCommand());
    commands.add(new CompleteNodeCommand());
    commands.add(new SignalCommand());
    commands.add(new SetPriorityCommand());
    commands.add(new EventsCommand());
    commands.add(new ReplayCommand());
    commands.add(new VerifyCommand());
    commands.add(new DeadLettersCommand());
    commands.add(new AdoptTopicCommand());
    return commands;
  }

  /** A command line on which a mistake prints one sentence per problem, never a stack trace. */
  public static CommandLine of(Object main, List<Object> commands) {
    CommandLine line = new CommandLine(main);
    commands.forEach(line::addSubcommand);
    line.setParameterExceptionHandler(MillraceCommandLine::wrongUse);
    line.setExecutionExceptionHandler((fault, command, parsed) -> failed(fault, command));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    // An @ names a file with JSON here, not one with arguments.
    line.setExpandAtFiles(false);
    return line;
  }

  private static int wrongUse(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(sentence(e));
    command
        .getErr()
        .println("See `%s --help`.".formatted(command.getCommandSpec().qualifiedName()));
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String sentence(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(e.getMessage());
    }
    String first = unmatched.getUnmatched().getFirst();
    boolean isCommand = !first.startsWith("-") && !e.getCommandLine().getSubcommands().isEmpty();
    String sentence =
        isCommand
            ? "There is no command '%s'.".formatted(first)
            : "%s '%s' is unknown here."
                .formatted(first.startsWith("-") ? "The option" : "The argument", first);
    List<String> near = unmatched.getSuggestions();
    return !isCommand && first.startsWith("-") && !near.isEmpty()
        ? sentence + " Did you mean " + String.join(" or ", near) + "?"
        : sentence;
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
    Throwable root = fault;
    boolean answered = fault.kind() != DatabaseFault.Kind.UNAVAILABLE;
    while (root.getCause() != null) {
      root = root.getCause();
      answered |= root instanceof SQLException sql && sql.getErrorCode() != 0;
    }
    String why = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return answered
        ? "MySQL refuses: " + why
        : "MySQL does not answer; is it running? (" + why + ")";
  }
}
