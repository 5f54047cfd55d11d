package io.millrace.app;

import io.millrace.cli.MillraceCommandLine;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code millrace}. */
@Command(
    name = "millrace",
    version = "millrace 3.0.0",
    description = "A Kafka-driven, event-sourced engine for distributed workflows on MySQL.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace demo                 see a workflow run from start to completion",
      "  millrace dev                  run everything on this machine until Ctrl-C",
      "  millrace deploy order.json    make a workflow known",
      "  millrace start order --input '{\"orderId\": 7}' --wait"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class Millrace implements Runnable {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  boolean version;

  private Millrace() {}

  /**
   * Runs a command; exits with 0 if it went well, 1 if the work failed, 2 if it was used wrongly.
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The program's command line, with all its commands. */
  static CommandLine commandLine() {
    List<Object> commands = new ArrayList<>();
    commands.add(new DemoCommand());
    commands.add(new DevCommand());
    commands.add(new BenchCommand());
    commands.addAll(MillraceCommandLine.clientCommands());
    commands.add(new EngineCommand());
    commands.add(new RelayCommand());
    commands.add(new WorkerCommand());
    return MillraceCommandLine.of(new Millrace(), commands);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
