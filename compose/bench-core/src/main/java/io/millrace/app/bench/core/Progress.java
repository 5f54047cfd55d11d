package io.millrace.app.bench.core;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Tells one line per benchmark, and keeps the last lines of what JMH says in case it fails. */
final class Progress implements OutputFormat {

  private static final int KEPT_LINES = 20;

  private final Consumer<String> progress;
  private final Deque<String> lines = new ArrayDeque<>();

  Progress(Consumer<String> progress) {
    this.progress = progress;
  }

  /** What JMH said last, to be put behind a message. */
  String troubles() {
    return lines.isEmpty() ? "" : System.lineSeparator() + String.join("\n", lines);
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {
    if (result != null) {
      var primary = result.getPrimaryResult();
      Double error = Figure.error(primary);
      progress.accept(
          String.format(
              Locale.ROOT,
              "core: %-40s %,12.0f ns%s",
              CoreBench.name(result.getParams()),
              primary.getScore(),
              error == null ? "" : String.format(Locale.ROOT, " ± %,.0f", error)));
    }
  }

  @Override
  public void println(String line) {
    if (!line.isBlank()) {
      lines.add(line);
      if (lines.size() > KEPT_LINES) {
        lines.remove();
      }
    }
  }

  @Override
  public void verbosePrintln(String line) {
    println(line);
  }

  @Override
  public void print(String text) {
    println(text);
  }

  @Override
  public void iteration(BenchmarkParams params, IterationParams iteration, int number) {}

  @Override
  public void iterationResult(
      BenchmarkParams params, IterationParams iteration, int number, IterationResult result) {}

  @Override
  public void startBenchmark(BenchmarkParams params) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public void write(int b) {}

  @Override
  public void write(byte[] bytes) {}
}
