package io.millrace.app.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a workload measured.
 *
 * @param workload which
 * @param count how many instances; items for B, transitions for A
 * @param seconds from the first start event to the last completion event
 * @param throughput per second
 * @param latencies what p50 and p99 are of, or null if nothing has a latency
 * @param engineRssMib resident memory of the engine at the end, or null if it is elsewhere
 * @param figures what only this workload measures, by name with the unit
 * @param breakdown where time and bytes went, or null
 */
public record Result(
    Workload workload,
    int count,
    double seconds,
    double throughput,
    @Nullable Quantiles latencies,
    @Nullable Double engineRssMib,
    Map<String, Double> figures,
    @Nullable Breakdown breakdown) {

  /** What the columns of {@link #line} are. */
  public static final String HEADING =
      "workload throughput_per_s     p50_ms     p99_ms engine_rss_mb";

  /**
   * How long things took, in milliseconds.
   *
   * @param p50 half took no longer
   * @param p99 of a hundred, one took longer
   */
  record Quantiles(double p50, double p99) {

    static Quantiles of(Latencies latencies) {
      return new Quantiles(
          Breakdown.rounded(latencies.percentile(50)), Breakdown.rounded(latencies.percentile(99)));
    }
  }

  /** The same with more figures. */
  Result with(Map<String, Double> more) {
    Map<String, Double> all = new LinkedHashMap<>(figures);
    all.putAll(more);
    return new Result(
        workload, count, seconds, throughput, latencies, engineRssMib, all, breakdown);
  }

  /** The same with how long something else took. */
  Result withLatencies(Quantiles others) {
    return new Result(
        workload, count, seconds, throughput, others, engineRssMib, figures, breakdown);
  }

  /** CPU seconds of all processes together for 1,000 instances, or null if they are elsewhere. */
  @Nullable Double cpuSecondsPer1000() {
    Map<String, Double> cpu = breakdown == null ? Map.of() : breakdown.cpuSecondsPer1000();
    return cpu.isEmpty()
        ? null
        : (Double) cpu.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** One line for people. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%-8s %16.1f %10s %10s %13s",
        workload,
        throughput,
        latencies == null ? "-" : number(latencies.p50()),
        latencies == null ? "-" : number(latencies.p99()),
        engineRssMib == null ? "-" : String.format(Locale.ROOT, "%.0f", engineRssMib));
  }

  /** What else there is to say, line by line. */
  public List<String> details() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT, "%s: %s (%,d in %.1f s)", workload, workload.what(), count, seconds));
    figures.forEach((name, value) -> lines.add("  " + name + ": " + number(value)));
    if (breakdown != null) {
      breakdown.lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  /** For programs. */
  public ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("workload", workload.name());
    json.put("count", count);
    json.put("seconds", Breakdown.rounded(seconds));
    json.put("throughputPerSecond", Breakdown.rounded(throughput));
    json.put("p50Ms", latencies == null ? null : (Double) latencies.p50());
    json.put("p99Ms", latencies == null ? null : (Double) latencies.p99());
    json.put("engineRssMb", engineRssMib == null ? null : (Double) Breakdown.rounded(engineRssMib));
    json.set("figures", Json.tree(figures));
    json.set("breakdown", breakdown == null ? json.nullNode() : Json.tree(breakdown));
    return json;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
