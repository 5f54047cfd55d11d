package io.millrace.app.bench;

import io.millrace.app.bench.core.BenchWorkflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Workload P: what instances that wait cost those that do not, and the engine when it starts. Both
 * are measured without them first.
 *
 * @param bench that it is a workload of
 * @param driver sends its start events
 * @param ledger knows what has ended
 * @param parking brings the instances to where they wait
 */
record ParkedRun(Bench bench, Driver driver, Ledger ledger, Parking parking) {

  /** How many W1 instances run before, and beside, parked ones. */
  private static final int BESIDE = 10_000;

  /** The engine has just started, and parking will warm it up further. */
  private static final int WARM_UPS = 1;

  /** What was sent behind parked instances is worked on after them. */
  private static final Duration STALL = Bench.STALL.multipliedBy(10);

  Result measure(int parked) throws InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("engineReadySecondsBefore", restarted());
    for (int i = 0; i < WARM_UPS; i++) {
      w1();
    }
    Result before = w1();
    parking.fill(parked);
    // Goes through every part, so afterwards none has anything left of the parked ones.
    toEachPartition();
    Result beside = w1();
    put(figures, "engineRssMbBeside", bench.engineRssMib());
    figures.put("engineReadySeconds", restarted());
    figures.put("w1PerSecondBefore", Breakdown.rounded(before.throughput()));
    figures.put("w1PerSecondBeside", Breakdown.rounded(beside.throughput()));
    figures.put("slowdownPercent", slowdown(before.throughput(), beside.throughput()));
    put(figures, "w1CpuSecondsPer1000Before", before.cpuSecondsPer1000());
    put(figures, "w1CpuSecondsPer1000Beside", beside.cpuSecondsPer1000());
    return new Result(
        Workload.P,
        parked,
        beside.seconds(),
        beside.throughput(),
        beside.latencies(),
        bench.engineRssMib(),
        figures,
        beside.breakdown());
  }

  private Result w1() throws InterruptedException {
    return bench.throughput(Workload.W1, BenchWorkflow.ONE, BESIDE);
  }

  /** Kills the engine, and tells after how many seconds every partition is worked on again. */
  private double restarted() throws InterruptedException {
    long killedAt = bench.killEngine();
    long last = toEachPartition().ends().mapToLong(Ledger.End::nanos).max().orElseThrow();
    return Breakdown.rounded((last - killedAt) / 1e9);
  }

  private Round toEachPartition() throws InterruptedException {
    Round round = new Round(ledger, driver.partitions());
    driver.toEachPartition(round, BenchWorkflow.ONE);
    bench.finish("P", round, STALL);
    return round;
  }

  private static void put(Map<String, Double> figures, String name, @Nullable Double value) {
    if (value != null) {
      figures.put(name, Breakdown.rounded(value));
    }
  }

  /** By how many per cent a throughput has fallen; negative if it has risen. */
  static double slowdown(double before, double now) {
    return Breakdown.rounded((1 - now / before) * 100);
  }
}
