package io.millrace.app;

import io.millrace.app.bench.Bench;
import io.millrace.app.bench.CoreResult;
import io.millrace.app.bench.Result;
import io.millrace.app.bench.Target;
import io.millrace.app.bench.Workload;
import io.millrace.cli.RuntimeFile;
import io.millrace.cli.UsageError;
import io.millrace.client.Addresses;
import io.millrace.contract.Json;
import io.millrace.contract.Topics;
import io.millrace.local.LocalRuntime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    description =
        "Measure workloads on a Millrace of their own, brought up on temporary data with durable"
            + " settings, or on one that runs. An instance that is lost or completes twice is"
            + " named, and the exit code is 1.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace bench W1 W5              instances per second",
      "  millrace bench L H --json         latencies, for programs",
      "  millrace bench all",
      "  millrace bench P --instances 20000",
      "  millrace bench core               nanoseconds per decision, message and expression",
      "  millrace bench W1 --instances 500 --data .millrace",
      "",
      "Workloads: W1 one task; W5 five tasks in a row; F10 ten tasks in parallel; L latency of W1"
          + " at 20/s; H latency of a hop at 100 W5/s; B loops; R recovery from kill -9; A replay.",
      "Only when named, for all leaves them out: P W1 and the engine's start beside a million"
          + " instances that wait, which takes long; core decisions, JSON and expressions without"
          + " a server.",
      "docs/benchmarks.md says more."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class BenchCommand implements Callable<Integer> {

  private static final Set<Workload> DEFAULT =
      EnumSet.of(Workload.W1, Workload.W5, Workload.F10, Workload.L, Workload.H);

  private static final String ALL = "all";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "WORKLOAD",
      description = "W1 W5 F10 L H B R A, all for these, P, core; default: W1 W5 F10 L H.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--instances",
      paramLabel = "N",
      description =
          "How many instances; for B items of the largest loop, for A transitions, for P"
              + " those that wait, for core"
              + " iterations of each benchmark.")
  private @Nullable Integer instances;

  @Option(names = "--json", description = "Print JSON, one document per workload.")
  private boolean json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Measure the `millrace dev` that runs on this data directory.")
  private @Nullable Path data;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Measure the Millrace on this Kafka.")
  private @Nullable String kafka;

  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      description = "JDBC URL of its database; the password: MILLRACE_MYSQL_PASSWORD.")
  private @Nullable String jdbc;

  @Option(names = "--user", paramLabel = "USER", description = "The database's user.")
  private @Nullable String user;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Override
  public Integer call() throws InterruptedException {
    Set<Workload> workloads = workloads();
    if (instances != null && instances < 1) {
      throw new UsageError("--instances must be 1 or more, was " + instances);
    }
    if (data != null && (kafka != null || jdbc != null)) {
      throw new UsageError(
          "--data says where a Millrace is, and so do --kafka and --jdbc: give one");
    }
    if ((kafka == null) != (jdbc == null)) {
      throw new UsageError("--kafka and --jdbc belong together: give both, or neither");
    }
    if (names.stream().anyMatch(CoreResult.NAME::equalsIgnoreCase)) {
      measureCore();
    }
    if (!workloads.isEmpty()) {
      measure(workloads);
    }
    return 0;
  }

  private void measure(Set<Workload> workloads) throws InterruptedException {
    if (kafka != null && jdbc != null) {
      Addresses addresses =
          new Addresses(
              kafka, jdbc, user, System.getenv("MILLRACE_MYSQL_PASSWORD"), Topics.DEFAULT_PREFIX);
      measureOn(new Target(addresses, Map::of, false), workloads);
    } else if (data != null) {
      Path running = data;
      measureOn(
          new Target(
              RuntimeFile.read(running).addresses(), () -> RuntimeFile.read(running).pids(), false),
          workloads);
    } else {
      measureOnTemporaryData(workloads);
    }
  }

  /** The workloads that need a Millrace. */
  private Set<Workload> workloads() {
    Set<Workload> chosen = EnumSet.noneOf(Workload.class);
    for (String name : names) {
      if (name.equalsIgnoreCase(ALL)) {
        chosen.addAll(Workload.ALL);
      } else if (!name.equalsIgnoreCase(CoreResult.NAME)) {
        chosen.add(workload(name));
      }
    }
    return names.isEmpty() ? DEFAULT : chosen;
  }

  private static Workload workload(String name) {
    return Arrays.stream(Workload.values())
        .filter(workload -> workload.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageError(
                    "there is no workload '%s'; choose from %s, %s, %s"
                        .formatted(
                            name,
                            Arrays.stream(Workload.values())
                                .map(Workload::name)
                                .collect(Collectors.joining(", ")),
                            CoreResult.NAME,
                            ALL)));
  }

  private void measureCore() {
    CoreResult result = CoreResult.measure(instances == null ? 0 : instances, this::progress);
    if (json) {
      say(Json.text(result.json()));
    } else {
      result.lines().forEach(this::say);
    }
  }

  private void measureOnTemporaryData(Set<Workload> workloads) throws InterruptedException {
    Path temporary = TemporaryData.create("millrace-bench");
    boolean well = false;
    try (LocalCluster cluster =
        DevCommand.start(
            temporary, LocalRuntime.Data.FRESH, LocalCluster.Size.ONE, this::progress)) {
      measureOn(new Target(cluster.addresses(), cluster::pids, true), workloads);
      well = true;
    } finally {
      if (!well) {
        progress("something went wrong; the logs are in " + temporary.resolve("logs"));
      }
    }
    TemporaryData.delete(temporary);
  }

  private void measureOn(Target target, Set<Workload> workloads) throws InterruptedException {
    List<Result> results = new ArrayList<>();
    try (Bench bench = new Bench(target, this::progress, Clock.systemUTC())) {
      if (!json) {
        say(Result.HEADING);
      }
      for (Workload workload : workloads) {
        Result result = bench.run(workload, instances);
        results.add(result);
        say(json ? Json.text(result.json()) : result.line());
      }
    }
    if (!json) {
      for (Result result : results) {
        say("");
        result.details().forEach(this::say);
      }
    }
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private void progress(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
