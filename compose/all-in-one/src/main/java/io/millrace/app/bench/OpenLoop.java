package io.millrace.app.bench;

import io.millrace.app.bench.Counters.Reading;
import io.millrace.app.bench.Result.Quantiles;
import io.millrace.app.bench.core.BenchWorkflow;
import io.millrace.client.KafkaLog;
import java.time.Clock;
import java.util.Map;

/**
 * Workloads L and H: start events at a steady rate, whatever becomes of them.
 *
 * @param bench that they are workloads of
 * @param driver sends the start events
 * @param ledger knows what has ended
 * @param log reads topics
 * @param prefix what their names start with
 * @param clock of this machine
 */
record OpenLoop(
    Bench bench, Driver driver, Ledger ledger, KafkaLog log, String prefix, Clock clock) {

  /** How long the rate is kept up before it is measured: what runs is compiled by then. */
  private static final int SETTLE_SECONDS = 15;

  /** How many instances are followed through the topics to tell where their time goes. */
  private static final int TRACED = 200;

  /** The time of an instance. */
  Result instances(Workload workload, BenchWorkflow workflow, int tasks, int perSecond, int n)
      throws InterruptedException {
    settle(workflow, perSecond, n);
    return measured(workload, workflow, perSecond, new Round(ledger, n))
        .with(stages(workload, workflow, tasks, perSecond, n));
  }

  /** The time of a hop, which only shows in the topics. */
  Result hops(Workload workload, BenchWorkflow workflow, int tasks, int perSecond, int n)
      throws InterruptedException {
    settle(workflow, perSecond, n);
    Result result;
    try (Hops hops = new Hops(log, prefix)) {
      Round round = new Round(ledger, n);
      result = measured(workload, workflow, perSecond, round);
      result = result.withLatencies(Quantiles.of(hops.of(round.ids())));
    }
    return result.with(stages(workload, workflow, tasks, perSecond, n));
  }

  private Result measured(Workload workload, BenchWorkflow workflow, int perSecond, Round round)
      throws InterruptedException {
    Reading before = bench.reading();
    run(workload.name(), workflow, perSecond, round);
    return bench.result(workload, round, before, round.latencies(), Map.of());
  }

  /** Of some more instances: following them through the topics is work for the same cores. */
  private Map<String, Double> stages(
      Workload workload, BenchWorkflow workflow, int tasks, int perSecond, int n)
      throws InterruptedException {
    Round round = new Round(ledger, Math.min(n, TRACED));
    try (Observer observer = new Observer(log, prefix, clock)) {
      run(workload.name(), workflow, perSecond, round);
      return Stages.of(observer.traces(), round, tasks).figures();
    }
  }

  private void settle(BenchWorkflow workflow, int perSecond, int n) throws InterruptedException {
    bench.warmUp(workflow, n);
    Round round = new Round(ledger, Math.min(perSecond * SETTLE_SECONDS, n));
    run("warm-up", workflow, perSecond, round);
  }

  private void run(String what, BenchWorkflow workflow, int perSecond, Round round)
      throws InterruptedException {
    driver.openLoop(round, workflow, perSecond);
    bench.finish(what, round, Bench.STALL);
  }
}
