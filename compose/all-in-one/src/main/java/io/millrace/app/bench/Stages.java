package io.millrace.app.bench;

import io.millrace.app.bench.Ledger.End;
import io.millrace.app.bench.Observer.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where latency goes: from stage to stage, over the instances that were traced whole.
 *
 * @param stages the durations of each stage, by name in the order of the flow
 */
record Stages(Map<String, Latencies> stages) {

  /** Of the traces of a round of workflows with so many tasks in a row. */
  static Stages of(Map<Long, Trace> traces, Round round, int tasks) {
    Map<String, List<Long>> stages = new LinkedHashMap<>();
    for (long id : round.ids()) {
      Trace trace = traces.get(id);
      if (trace != null && trace.isOf(tasks)) {
        trace(trace, round.sentAt(id), round.end(id), stages);
      }
    }
    Map<String, Latencies> all = new LinkedHashMap<>();
    stages.forEach(
        (name, nanos) ->
            all.put(name, Latencies.ofNanos(nanos.stream().mapToLong(Long::longValue))));
    return new Stages(all);
  }

  private static void trace(Trace trace, long sent, End end, Map<String, List<Long>> stages) {
    List<Long> decided = trace.decided();
    List<Long> published = trace.published();
    int tasks = trace.tasks().size();
    for (int i = 0; i <= tasks; i++) {
      long input = i == 0 ? sent : trace.results().get(i - 1);
      add(stages, i == 0 ? "startToDecision" : "resultToDecision", decided.get(i) - input);
      add(stages, "decisionToTransition", published.get(i) - decided.get(i));
      if (i < tasks) {
        long task = trace.tasks().get(i);
        add(stages, "transitionToTask", task - published.get(i));
        add(stages, "taskToResult", trace.results().get(i) - task);
      }
    }
    add(stages, "transitionToCompletion", end.nanos() - published.get(tasks));
  }

  private static void add(Map<String, List<Long>> stages, String name, long nanos) {
    stages.computeIfAbsent(name, stage -> new ArrayList<>()).add(nanos);
  }

  /** Mean and p99 of each stage, in milliseconds. */
  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    stages.forEach(
        (name, durations) -> {
          figures.put(name + "MeanMs", Breakdown.rounded(durations.mean()));
          figures.put(name + "P99Ms", Breakdown.rounded(durations.percentile(99)));
        });
    Latencies starts = stages.get("startToDecision");
    figures.put("tracedInstances", starts == null ? 0.0 : starts.count());
    return figures;
  }
}
