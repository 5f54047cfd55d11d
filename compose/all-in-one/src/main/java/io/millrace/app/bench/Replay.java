package io.millrace.app.bench;

import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import io.millrace.domain.history.Fold;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.Function;

/**
 * Folds a real history over and over, in one thread.
 *
 * @param history the transitions of one instance, as they are in Kafka
 */
record Replay(List<byte[]> history) {

  /**
   * What it took, in one thread.
   *
   * @param seconds by the clock
   * @param cpuSeconds that the thread had a processor, whatever else ran; 0 if that is not known
   */
  record Spent(double seconds, double cpuSeconds) {}

  /**
   * What it takes to read, check and fold so many transitions, from bytes.
   *
   * @param loops how often the history is folded
   */
  Spent fromBytes(int loops) {
    return spent(history, TransitionCodec::open, loops);
  }

  /**
   * What it takes to fold so many transitions that were read before.
   *
   * @param loops how often the history is folded
   */
  Spent folding(int loops) {
    return spent(history.stream().map(TransitionCodec::open).toList(), Function.identity(), loops);
  }

  private static <T> Spent spent(List<T> history, Function<T, Transition> open, int loops) {
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
    return new Spent((System.nanoTime() - begin) / 1e9, (cpuNanos() - cpu) / 1e9);
  }

  private static long cpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
  }
}
