package io.millrace.app.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariDataSource;
import io.millrace.app.bench.Counters.Reading;
import io.millrace.app.bench.Result.Quantiles;
import io.millrace.app.bench.core.BenchWorkflow;
import io.millrace.client.Addresses;
import io.millrace.client.ClientFault;
import io.millrace.client.Deployments;
import io.millrace.client.Histories;
import io.millrace.client.KafkaLog;
import io.millrace.client.Starts;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.Topics;
import io.millrace.definition.Loaded;
import io.millrace.jdbc.ConnectionPool;
import io.millrace.jdbc.JdbcRunner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Runs workloads on a Millrace. An instance that is lost or counts twice is a failure. */
public final class Bench implements AutoCloseable {

  /** Nothing ended for so long: nothing will. */
  static final Duration STALL = Duration.ofSeconds(60);

  private static final Duration PER_ITEM = Duration.ofMillis(20);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration TELL_AGAIN = Duration.ofSeconds(2);

  /** A second completion of the same instance would be there by then. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /** Small loops are repeated until they have had so many items. */
  private static final int LEAST_ITEMS = 2_000;

  private static final Map<BenchWorkflow, Integer> WARM_UP =
      Map.of(
          BenchWorkflow.ONE,
          500,
          BenchWorkflow.FIVE,
          200,
          BenchWorkflow.FAN,
          100,
          BenchWorkflow.LOOP,
          5);

  private final Target target;
  private final Consumer<String> progress;
  private final Clock clock;
  private final HikariDataSource pool;
  private final JdbcRunner runner;
  private final KafkaLog log;
  private final Admin admin;
  private final Ledger ledger = new Ledger();
  private final Driver driver;
  private final Set<BenchWorkflow> warm = EnumSet.noneOf(BenchWorkflow.class);

  /**
   * Connects, and deploys the workflows.
   *
   * @param progress is told what happens, one line each
   * @throws ClientFault if the Millrace does not answer
   */
  public Bench(Target target, Consumer<String> progress, Clock clock) {
    this.target = target;
    this.progress = progress;
    this.clock = clock;
    Addresses at = target.addresses();
    this.pool = ConnectionPool.open(at.jdbcUrl(), at.user(), at.password(), "bench", 1);
    this.runner = new JdbcRunner(pool);
    this.log = new KafkaLog(at.kafka());
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, at.kafka()));
    try {
      deploy();
      this.driver =
          new Driver(log, at.kafka(), new Starts(log, runner, at.prefix(), clock), ledger);
    } catch (RuntimeException e) {
      closeConnections();
      throw e;
    }
  }

  private void deploy() {
    Deployments deployments = new Deployments(runner, clock);
    for (BenchWorkflow workflow : BenchWorkflow.values()) {
      Loaded loaded = workflow.load();
      try {
        deployments.deploy(loaded.definition(), loaded.definition().source());
      } catch (Deployments.VersionTaken e) {
        throw new ClientFault(
            e.getMessage() + "; measure on a Millrace that another version has not measured", e);
      }
    }
  }

  /**
   * Runs a workload.
   *
   * @param count how many instances (items for B, transitions for A), or null for its own number
   * @throws ClientFault if an instance was lost, failed or counted twice; the message says which
   */
  public Result run(Workload workload, @Nullable Integer count) throws InterruptedException {
    int n = count == null ? workload.instances() : count;
    progress.accept("%s: %s".formatted(workload, workload.what()));
    return switch (workload) {
      case W1 -> throughput(workload, BenchWorkflow.ONE, n);
      case W5 -> throughput(workload, BenchWorkflow.FIVE, n);
      case F10 -> throughput(workload, BenchWorkflow.FAN, n);
      case L -> openLoop().instances(workload, BenchWorkflow.ONE, 1, 20, n);
      case H -> openLoop().hops(workload, BenchWorkflow.FIVE, 5, 100, n);
      case B -> loops(n);
      case R -> recovery(n);
      case A -> replay(n);
      case P -> parked(n);
    };
  }

  /** As fast as the topic takes the starts. */
  Result throughput(Workload workload, BenchWorkflow workflow, int n) throws InterruptedException {
    warmUp(workflow, n);
    Reading before = reading();
    Round round = new Round(ledger, n);
    driver.burst(round, workflow, null);
    finish(workload.name(), round, STALL);
    return result(workload, round, before, round.latencies(), Map.of());
  }

  private OpenLoop openLoop() {
    return new OpenLoop(this, driver, ledger, log, target.addresses().prefix(), clock);
  }

  private Result loops(int largest) throws InterruptedException {
    warmUp(BenchWorkflow.LOOP, largest);
    Reading before = reading();
    Map<String, Double> figures = new LinkedHashMap<>();
    double seconds = 0;
    int items = 0;
    for (int size : sizes(largest)) {
      double spent = 0;
      int repeats = Math.max(1, LEAST_ITEMS / size);
      for (int i = 0; i < repeats; i++) {
        spent += loop(size).seconds();
      }
      figures.put(
          "microsPerItemOf" + size, Breakdown.rounded(spent * 1e6 / ((double) repeats * size)));
      progress.accept("B: %,d items took %.2f s".formatted(size, spent / repeats));
      seconds += spent;
      items += repeats * size;
    }
    Breakdown breakdown = Breakdown.of(reading().since(before), items, seconds);
    return new Result(
        Workload.B, items, seconds, items / seconds, null, engineRssMib(), figures, breakdown);
  }

  /** 100, 1,000 and so on, and the largest. */
  static List<Integer> sizes(int largest) {
    List<Integer> sizes = new ArrayList<>();
    for (long size = 100; size < largest; size *= 10) {
      sizes.add((int) size);
    }
    sizes.add(largest);
    return sizes;
  }

  private Round loop(int size) throws InterruptedException {
    ObjectNode input = Json.mapper().createObjectNode();
    ArrayNode items = input.putArray("items");
    for (int i = 0; i < size; i++) {
      items.add(i);
    }
    Round round = new Round(ledger, 1);
    driver.burst(round, BenchWorkflow.LOOP, input);
    finish("B", round, STALL.plus(PER_ITEM.multipliedBy(size)));
    return round;
  }

  private Result recovery(int n) throws InterruptedException {
    requireExpendable(Workload.R);
    warmUp(BenchWorkflow.FIVE, n);
    Reading before = reading();
    Round round = new Round(ledger, n);
    driver.burst(round, BenchWorkflow.FIVE, null);
    while (round.ended() == 0) {
      driver.check();
      Thread.sleep(LOOK_AGAIN);
    }
    int open = n - round.ended();
    Instant killedAt = clock.instant();
    long killedNanos = killEngine();
    progress.accept("R: %,d instances are open".formatted(open));
    finish("R", round, STALL.multipliedBy(2));
    // A completion that was decided before the kill may still have been on its way.
    double recovered =
        round
            .ends()
            .filter(end -> end.completedAt().isAfter(killedAt))
            .mapToLong(end -> end.nanos() - killedNanos)
            .min()
            .orElseThrow(
                () ->
                    new ClientFault(
                        "R: all %,d instances had ended when the engine was killed; give more with --instances"
                            .formatted(n)));
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("recoverySeconds", Breakdown.rounded(recovered / 1e9));
    figures.put("openWhenKilled", (double) open);
    return result(Workload.R, round, before, round.latencies(), figures);
  }

  private void requireExpendable(Workload workload) {
    if (!target.expendable()) {
      throw new ClientFault(
          workload
              + " kills the engine, so it needs a Millrace of its own: leave out --data, --kafka"
              + " and --jdbc");
    }
  }

  /** Returns when that was, as {@link System#nanoTime} tells. */
  long killEngine() {
    long now = System.nanoTime();
    ProcessHandle.of(target.pids().get().getOrDefault("engine", -1L))
        .ifPresent(ProcessHandle::destroyForcibly);
    progress.accept("the engine is killed");
    return now;
  }

  private Result parked(int n) throws InterruptedException {
    requireExpendable(Workload.P);
    String starts = Topics.STARTS.name(target.addresses().prefix());
    return new ParkedRun(this, driver, ledger, new Parking(driver, runner, starts, progress))
        .measure(n);
  }

  private Result replay(int transitions) throws InterruptedException {
    Round round = new Round(ledger, 1);
    driver.burst(round, BenchWorkflow.FIVE, null);
    finish("A", round, STALL);
    InstanceId id = new InstanceId(round.ids().iterator().next());
    List<byte[]> history =
        new Histories(log, target.addresses().prefix())
            .records(id, null, null).stream().map(ConsumerRecord::value).toList();
    if (history.isEmpty()) {
      throw new ClientFault("A: instance %s completed, but has no history".formatted(id));
    }
    return new Replay(history).measure(transitions, engineRssMib());
  }

  void warmUp(BenchWorkflow workflow, int n) throws InterruptedException {
    if (!warm.add(workflow)) {
      return;
    }
    if (workflow == BenchWorkflow.LOOP) {
      for (int i = 0; i < WARM_UP.getOrDefault(workflow, 1); i++) {
        loop(Math.min(100, n));
      }
      return;
    }
    Round round = new Round(ledger, Math.min(WARM_UP.getOrDefault(workflow, 1), n));
    driver.burst(round, workflow, null);
    finish("warm-up", round, STALL);
  }

  /** Waits until all instances of a round have ended, and makes sure that all went well. */
  void finish(String what, Round round, Duration stall) throws InterruptedException {
    int ended = -1;
    long changedAt = System.nanoTime();
    long toldAt = changedAt;
    while (ended < round.expected() && System.nanoTime() - changedAt < stall.toNanos()) {
      Thread.sleep(LOOK_AGAIN);
      driver.check();
      int now = round.ended();
      if (now != ended) {
        ended = now;
        changedAt = System.nanoTime();
      }
      if (System.nanoTime() - toldAt > TELL_AGAIN.toNanos()) {
        toldAt = System.nanoTime();
        progress.accept(
            String.format(Locale.ROOT, "%s: %,d of %,d completed", what, ended, round.expected()));
      }
    }
    Thread.sleep(GRACE);
    List<String> complaints = ledger.complaints(round.ids());
    if (!complaints.isEmpty()) {
      throw new ClientFault(what + ": " + String.join("; ", complaints));
    }
  }

  /** What a round measured, with how long its ends took from decision to completion event. */
  Result result(
      Workload workload,
      Round round,
      Reading before,
      Latencies latencies,
      Map<String, Double> figures) {
    double seconds = round.seconds();
    Latencies told = round.told(clock);
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("decisionToCompletionMeanMs", Breakdown.rounded(told.mean()));
    all.put("decisionToCompletionP99Ms", Breakdown.rounded(told.percentile(99)));
    all.putAll(figures);
    return new Result(
        workload,
        round.expected(),
        seconds,
        round.expected() / seconds,
        Quantiles.of(latencies),
        engineRssMib(),
        all,
        Breakdown.of(reading().since(before), round.expected(), seconds));
  }

  Reading reading() {
    Map<String, Long> pids = new TreeMap<>(target.pids().get());
    long own = ProcessHandle.current().pid();
    pids.values().removeIf(pid -> pid == own);
    if (!pids.isEmpty()) {
      pids.put("bench", own);
    }
    return new Reading(
        MySqlCounters.read(runner), KafkaCounters.read(admin), ProcessCounters.read(pids));
  }

  /** Resident memory of the engine now, or null if it is elsewhere. */
  @Nullable Double engineRssMib() {
    Long engine = target.pids().get().get("engine");
    OptionalDouble resident =
        engine == null ? OptionalDouble.empty() : ProcessCounters.residentMib(engine);
    return resident.isPresent() ? (Double) resident.getAsDouble() : null;
  }

  private void closeConnections() {
    admin.close(Duration.ofSeconds(5));
    log.close();
    pool.close();
  }

  @Override
  public void close() {
    driver.close();
    closeConnections();
  }
}
