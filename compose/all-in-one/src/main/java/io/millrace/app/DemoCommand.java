package io.millrace.app;

import io.millrace.local.LocalRuntime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description =
        "Bring everything up on temporary data, run an example workflow from its start event to"
            + " its completion event, verify its history, clean up.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace demo        an order: every kind of node, a retry, an inline subprocess",
      "  millrace demo etl    a load: parallel checks, bad batches repaired by another workflow",
      "  millrace demo saga   a journey that cannot be booked to its end and is undone"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXAMPLE",
      defaultValue = "order",
      description = "order, etl or saga (default: order).")
  String name;

  @Override
  public Integer call() throws InterruptedException {
    DemoExample example = example();
    PrintWriter out = spec.commandLine().getOut();
    Path data = TemporaryData.create("millrace-demo");
    boolean well;
    try (LocalCluster cluster =
        DevCommand.start(
            data, LocalRuntime.Data.FRESH, LocalCluster.Size.ONE, line -> say(out, line))) {
      well = new Demo(cluster.addresses(), example, line -> say(out, line)).run();
    }
    if (!well) {
      say(out, "something went wrong; the logs are in " + data.resolve("logs"));
      return 1;
    }
    TemporaryData.delete(data);
    return 0;
  }

  private DemoExample example() {
    try {
      return DemoExample.named(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
