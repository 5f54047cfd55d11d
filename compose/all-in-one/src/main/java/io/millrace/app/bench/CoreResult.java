package io.millrace.app.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.app.bench.core.CoreBench;
import io.millrace.app.bench.core.Figure;
import io.millrace.contract.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What the pure core takes, without any server.
 *
 * @param figures one for each benchmark
 * @param seconds that it took to measure them
 */
public record CoreResult(List<Figure> figures, double seconds) {

  /** What it is called on the command line. */
  public static final String NAME = "core";

  private static final int ITERATIONS = 4;
  private static final String HEADING =
      "benchmark                                 ns_per_op    error_ns     per_second ns_per_event";

  /** Copies the list. */
  public CoreResult {
    figures = List.copyOf(figures);
  }

  /**
   * Measures, in JVMs of its own.
   *
   * @param iterations how many of each benchmark, or 0 for its own number
   * @param progress is told of each figure
   */
  public static CoreResult measure(int iterations, Consumer<String> progress) {
    long begin = System.nanoTime();
    progress.accept("core: decisions, JSON and expressions, without a server; about 90 seconds");
    List<Figure> figures = CoreBench.run(iterations == 0 ? ITERATIONS : iterations, progress);
    return new CoreResult(figures, (System.nanoTime() - begin) / 1e9);
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(HEADING);
    for (Figure figure : figures) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-36s %14.1f %11s %,14.0f %12s",
              figure.benchmark(),
              figure.nanosPerOperation(),
              figure.error() == null ? "-" : oneDigit(figure.error()),
              figure.operationsPerSecond(),
              figure.events() == 0 ? "-" : oneDigit(perEvent(figure))));
    }
    return lines;
  }

  private static String oneDigit(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static double perEvent(Figure figure) {
    return figure.nanosPerOperation() / figure.events();
  }

  /** For programs; the fields of a benchmark are called as JMH calls them. */
  public ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("workload", NAME);
    json.put("count", figures.size());
    json.put("seconds", Breakdown.rounded(seconds));
    ArrayNode benchmarks = json.putArray("benchmarks");
    for (Figure figure : figures) {
      ObjectNode one = benchmarks.addObject();
      one.put("benchmark", figure.benchmark());
      one.put("mode", "avgt");
      one.put("forks", 1);
      one.put("threads", 1);
      one.put("measurementIterations", figure.iterations());
      ObjectNode primary = one.putObject("primaryMetric");
      primary.put("score", Breakdown.rounded(figure.nanosPerOperation()));
      primary.put(
          "scoreError", figure.error() == null ? null : (Double) Breakdown.rounded(figure.error()));
      primary.put("scoreUnit", "ns/op");
      one.put("operationsPerSecond", Breakdown.rounded(figure.operationsPerSecond()));
      if (figure.events() > 0) {
        one.put("eventsPerOperation", figure.events());
        one.put("nsPerEvent", Breakdown.rounded(perEvent(figure)));
      }
    }
    return json;
  }
}
