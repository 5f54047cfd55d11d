package io.millrace.app.bench;

import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import io.millrace.domain.history.Fold;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Folds a real history over and over: in one thread, and in one for each processor, as the
 * partitions of a log can be.
 *
 * @param history the transitions of one instance, as they are in Kafka
 */
record Replay(List<byte[]> history) {

  /** Warming up takes one part of what is measured. */
  private static final int WARM_UP_PARTS = 3;

  /**
   * What it took.
   *
   * @param transitions how many were folded
   * @param seconds by the clock
   * @param cpuSeconds that its threads had a processor, whatever else ran; 0 if that is not known
   */
  private record Spent(long transitions, double seconds, double cpuSeconds) {

    double perSecond() {
      return Breakdown.rounded(transitions / seconds);
    }
  }

  /**
   * Reads, checks and folds so many transitions, after some to warm up.
   *
   * @param engineRssMib memory of the engine meanwhile, or null
   */
  Result measure(int transitions, @Nullable Double engineRssMib) throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    int loops = Math.max(threads, transitions / history.size());
    fromBytes(loops / WARM_UP_PARTS);
    Spent alone = fromBytes(loops);
    Spent together = together(threads, loops / threads);
    List<Transition> read = history.stream().map(TransitionCodec::open).toList();
    folded(read, Function.identity(), loops / WARM_UP_PARTS);
    Spent folding = folded(read, Function.identity(), loops);

    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("threads", (double) threads);
    figures.put("transitionsPerSecondInOneThread", alone.perSecond());
    if (alone.cpuSeconds > 0) {
      figures.put(
          "transitionsPerCpuSecond", Breakdown.rounded(alone.transitions / alone.cpuSeconds));
    }
    figures.put("foldsPerSecondOfReadTransitions", folding.perSecond());
    figures.put(
        "bytesPerTransition",
        Breakdown.rounded(
            history.stream().mapToInt(bytes -> bytes.length).average().orElseThrow()));
    return new Result(
        Workload.A,
        (int) together.transitions,
        together.seconds,
        together.transitions / together.seconds,
        null,
        engineRssMib,
        figures,
        null);
  }

  private Spent fromBytes(int loops) {
    return folded(history, TransitionCodec::open, loops);
  }

  /** The same in several threads at once, each with a history of its own. */
  private Spent together(int threads, int loops) throws InterruptedException {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      long begin = System.nanoTime();
      double cpuSeconds = 0;
      Callable<Spent> fold = () -> fromBytes(loops);
      for (Future<Spent> one : pool.invokeAll(Collections.nCopies(threads, fold))) {
        cpuSeconds += one.get().cpuSeconds;
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Spent((long) threads * loops * history.size(), seconds, cpuSeconds);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a fold failed", e);
    }
  }

  private static <T> Spent folded(List<T> history, Function<T, Transition> open, int loops) {
    long cpu = cpuNanos();
    long begin = System.nanoTime();
    long last = 0;
    for (int i = 0; i < loops; i++) {
      Fold fold = Fold.START;
      for (T transition : history) {
        fold = fold.plus(open.apply(transition));
      }
      last += fold.position().sequence();
    }
    // Also keeps the compiler from leaving out what nobody looks at.
    if (last != (long) loops * history.size()) {
      throw new IllegalStateException("a fold ended early: " + last);
    }
    return new Spent(last, (System.nanoTime() - begin) / 1e9, (cpuNanos() - cpu) / 1e9);
  }

  private static long cpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
  }
}
