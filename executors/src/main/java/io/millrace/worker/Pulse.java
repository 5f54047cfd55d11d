package io.millrace.worker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.message.EngineHeartbeat;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/** Keeps the worker's entry in the engine directory. */
final class Pulse {

  private final WorkerConfig config;
  private final List<String> executors;
  private final Instant startedAt;
  private final IntSupplier running;
  private final Reports reports;
  private volatile String status = "active";
  private volatile List<Integer> lanes = List.of();

  Pulse(
      WorkerConfig config,
      Set<String> executors,
      Instant startedAt,
      IntSupplier running,
      Reports reports) {
    this.config = config;
    this.executors = executors.stream().sorted().toList();
    this.startedAt = startedAt;
    this.running = running;
    this.reports = reports;
  }

  /** Shows a sign of life. */
  @SuppressWarnings("FutureReturnValueIgnored") // The next one follows whatever becomes of it.
  void beat() {
    send();
  }

  /** Tells at once which lanes are this worker's, so that tasks for it go there. */
  void owns(List<Integer> owned) {
    lanes = owned;
    beat();
  }

  /** Takes no more tasks, still runs some. */
  void draining() {
    status = "maintenance";
    beat();
  }

  /** The last sign of life. */
  CompletableFuture<Void> end() {
    status = "inactive";
    return send();
  }

  private CompletableFuture<Void> send() {
    return reports.heartbeat(
        new EngineHeartbeat(
            config.id(),
            config.hostname(),
            ProcessHandle.current().pid(),
            status,
            List.of("worker"),
            executors,
            load(),
            version(),
            startedAt,
            Instant.now(),
            config.capabilities().stream().sorted().toList(),
            lanes));
  }

  private ObjectNode load() {
    Runtime runtime = Runtime.getRuntime();
    double cpus = runtime.availableProcessors();
    double busy = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() / cpus;
    double memory = (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
    return JsonNodeFactory.instance
        .objectNode()
        .put("cpu", rounded(Math.max(0, busy)))
        .put("memory", rounded(memory))
        .put("activeNodes", running.getAsInt())
        .put("capacity", config.concurrency());
  }

  private static double rounded(double share) {
    return Math.round(share * 1000) / 1000.0;
  }

  private static String version() {
    String version = Pulse.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
