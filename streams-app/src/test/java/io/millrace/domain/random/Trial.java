package io.millrace.domain.random;

import io.millrace.domain.oracle.Oracle;
import io.millrace.domain.oracle.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the engine and the oracle say of one case.
 *
 * @param expected the oracle's word; null if it depends on the order of what happens at one time
 * @param difference what is wrong, or null
 */
record Trial(@Nullable Outcome expected, @Nullable String difference) {

  /** In how many orders the oracle looks at what happens at one time. */
  private static final int ORDERS = 8;

  /** In how many it does before it contradicts the engine. */
  private static final int MORE_ORDERS = 300;

  private static final int SHOWN = 25;

  /** Tries a case; an error of the engine is a difference, too. */
  static Trial of(RandomCase what) {
    try {
      return compared(what);
    } catch (AssertionError | RuntimeException e) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      return new Trial(
          null, text.toString().lines().limit(SHOWN).collect(Collectors.joining("\n")));
    }
  }

  private static Trial compared(RandomCase what) {
    RandomCase.Loaded loaded = what.load();
    Outcome actual = new Simulation(what, loaded, what.seed() + 1).run();
    Oracle oracle = what.oracle(loaded, what.seed());
    Outcome first = oracle.run(0);
    if (first.hungOnPause() || differs(oracle, first, 1, ORDERS)) {
      return new Trial(null, null);
    }
    if (first.equals(actual)) {
      return new Trial(first, null);
    }
    return differs(oracle, first, ORDERS, MORE_ORDERS)
        ? new Trial(null, null)
        : new Trial(first, "the oracle says " + first + "\nthe engine " + actual);
  }

  /** Whether it makes a difference in which order things happen that happen at one time. */
  private static boolean differs(Oracle oracle, Outcome first, int from, int to) {
    return IntStream.range(from, to).anyMatch(order -> !first.equals(oracle.run(order)));
  }

  /** The smallest case found that differs in the same way. */
  static RandomCase smallest(RandomCase what) {
    String way = way(what);
    if (way.isEmpty()) {
      return what; // The generator makes what cannot be loaded.
    }
    return new Shrinker(smaller -> way.equals(way(smaller))).smallest(what);
  }

  /** A word or two for what is wrong with a case; empty if nothing is, or if it does not load. */
  private static String way(RandomCase what) {
    try {
      what.load();
    } catch (RuntimeException e) {
      return "";
    }
    String difference = of(what).difference();
    return difference == null ? "" : difference.substring(0, Math.min(difference.length(), 30));
  }
}
