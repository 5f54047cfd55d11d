package io.millrace.app.bench.core;

import io.millrace.client.ClientFault;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the micro-benchmarks, each in a JVM of its own with the optimizing compiler, whatever this
 * one was started with.
 */
public final class CoreBench {

  private static final String PACKAGE = CoreBench.class.getPackageName();
  private static final TimeValue WARM_UP = TimeValue.seconds(1);
  private static final TimeValue ITERATION = TimeValue.milliseconds(250);
  private static final int WARM_UPS = 2;

  private CoreBench() {}

  /**
   * Runs all of them, one after the other.
   *
   * @param iterations how many to measure of each, a quarter of a second long
   * @param progress is told of each figure
   * @throws ClientFault if one fails
   */
  public static List<Figure> run(int iterations, Consumer<String> progress) {
    // The lock is a file that all users of a machine share; another's would keep us from starting.
    System.setProperty("jmh.ignoreLock", "true");
    var options =
        new OptionsBuilder()
            .include("^" + PACKAGE.replace(".", "\\.") + "\\.[A-Za-z]+Benchmark\\.")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .threads(1)
            .warmupIterations(WARM_UPS)
            .warmupTime(WARM_UP)
            .measurementIterations(iterations)
            .measurementTime(ITERATION)
            .shouldDoGC(false)
            .shouldFailOnError(true)
            // Says what the JVM may do, so that nothing is taken over from this one.
            .jvmArgs("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC")
            .build();
    Progress heard = new Progress(progress);
    PrintStream errors = System.err;
    // JDK 24 and newer warn whoever maintains JMH there, which helps nobody who measures.
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    try {
      List<Figure> figures = new ArrayList<>();
      for (RunResult result : new Runner(options, heard).run()) {
        figures.add(figure(result));
      }
      return List.copyOf(figures);
    } catch (RunnerException e) {
      throw new ClientFault(
          "the benchmarks of the core cannot run: %s%s".formatted(e.getMessage(), heard.troubles()),
          e);
    } finally {
      System.setErr(errors);
    }
  }

  private static Figure figure(RunResult result) {
    Result<?> primary = result.getPrimaryResult();
    return new Figure(
        name(result.getParams()),
        primary.getScore(),
        Figure.error(primary),
        (int) primary.getSampleCount(),
        events(result.getParams()));
  }

  /** {@code decide.START_OF_W1}, {@code json.encode.TASK}, {@code transition.open}. */
  static String name(BenchmarkParams params) {
    String[] path = params.getBenchmark().substring(PACKAGE.length() + 1).split("\\.", 2);
    String group = path[0].replace("Benchmark", "").toLowerCase(Locale.ROOT);
    StringBuilder name = new StringBuilder(group);
    if (!path[1].equals(group)) {
      name.append('.').append(path[1]);
    }
    params.getParamsKeys().forEach(key -> name.append('.').append(params.getParam(key)));
    return name.toString();
  }

  private static int events(BenchmarkParams params) {
    return params.getParamsKeys().contains("step")
        ? DecideBenchmark.Step.valueOf(params.getParam("step")).events()
        : 0;
  }
}
