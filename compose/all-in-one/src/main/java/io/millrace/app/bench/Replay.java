package io.millrace.app.bench;

import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import io.millrace.domain.history.Fold;
import java.util.List;
import java.util.function.Function;

/**
 * Folds a real history over and over, in one thread.
 *
 * @param history the transitions of one instance, as they are in Kafka
 */
record Replay(List<byte[]> history) {

  /**
   * Seconds to read, check and fold so many transitions, from bytes.
   *
   * @param loops how often the history is folded
   */
  double fromBytes(int loops) {
    return seconds(history, TransitionCodec::open, loops);
  }

  /**
   * Seconds to fold so many transitions that were read before.
   *
   * @param loops how often the history is folded
   */
  double folding(int loops) {
    return seconds(
        history.stream().map(TransitionCodec::open).toList(), Function.identity(), loops);
  }

  private static <T> double seconds(List<T> history, Function<T, Transition> open, int loops) {
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
    return (System.nanoTime() - begin) / 1e9;
  }
}
