package io.millrace.app;

import io.millrace.cli.UsageError;
import io.millrace.client.ClientFault;
import io.millrace.local.InvalidConfigException;
import io.millrace.local.LocalRuntime;
import io.millrace.local.LocalRuntimeConfig;
import io.millrace.local.LocalRuntimeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "dev",
    description =
        "Run a whole Millrace on this machine until Ctrl-C: MySQL, Kafka, relay, engine and"
            + " worker, each a process of its own that is started again when it ends.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace dev",
      "  millrace dev --data /tmp/try --fresh",
      "  MILLRACE_MYSQL_URL='jdbc:mysql://localhost:3306/millrace?user=me' millrace dev",
      "",
      "Data stay in the data directory, logs beside them. Other commands find it by runtime.json"
          + " there."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class DevCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".millrace",
      description = "Where data and logs live (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(names = "--fresh", description = "Wipe the data of earlier runs first.")
  private boolean fresh;

  @Option(
      names = "--relays",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many relays; all but one stand by (default: ${DEFAULT-VALUE}).")
  private int relays;

  @Option(
      names = "--engines",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many engines; they share the partitions (default: ${DEFAULT-VALUE}).")
  private int engines;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many workers; they share the tasks (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Override
  public Integer call() throws InterruptedException {
    LocalCluster cluster =
        start(
            data,
            fresh ? LocalRuntime.Data.FRESH : LocalRuntime.Data.KEPT,
            new LocalCluster.Size(
                positive("--relays", relays),
                positive("--engines", engines),
                positive("--workers", workers)),
            this::say);
    say("Millrace is ready");
    UntilStopped.run(cluster);
    return 0;
  }

  /** Starts a cluster on a data directory; what goes wrong is told in one sentence per problem. */
  static LocalCluster start(
      Path data, LocalRuntime.Data kept, LocalCluster.Size size, Consumer<String> progress)
      throws InterruptedException {
    try {
      LocalRuntimeConfig config = LocalRuntimeConfig.fromSystem().withData(data);
      return LocalCluster.start(config, kept, size, Map.of(), progress);
    } catch (InvalidConfigException e) {
      throw new UsageError(String.valueOf(e.getMessage()));
    } catch (LocalRuntimeException e) {
      throw new ClientFault(String.valueOf(e.getMessage()), e);
    }
  }

  private static int positive(String option, int value) {
    if (value < 1 || value > 16) {
      throw new UsageError(option + " must be from 1 to 16, was " + value);
    }
    return value;
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
