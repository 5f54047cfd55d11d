package io.millrace.domain.random;

import io.millrace.definition.InvalidDefinition;
import io.millrace.domain.oracle.Operation;
import io.millrace.domain.oracle.Oracle;
import io.millrace.domain.oracle.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A case that ends the same way however long executors, timers and messages take, so that it can be
 * tried on a real runtime on a machine of any speed.
 *
 * @param what the case
 * @param expected how it ends
 */
public record TimelessCase(RandomCase what, Outcome expected) {

  /** In how many worlds of different pace a case must end alike. */
  private static final int WORLDS = 40;

  /** In how many orders things happen in each that happen at one time. */
  private static final int ORDERS = 4;

  /** The first so many cases that follow from a seed. */
  public static List<TimelessCase> several(long seed, int count) {
    List<TimelessCase> found = new ArrayList<>();
    SplittableRandom seeds = new SplittableRandom(seed);
    while (found.size() < count) {
      long[] more = seeds.longs(count).map(it -> it >>> 12).toArray();
      LongStream.of(more)
          .parallel()
          .mapToObj(it -> of(Generator.real(it)))
          .filter(Objects::nonNull)
          .toList()
          .forEach(found::add);
    }
    return List.copyOf(found.subList(0, count));
  }

  /** The case if it is timeless, else null. */
  public static @Nullable TimelessCase of(RandomCase what) {
    RandomCase.Loaded loaded = what.load();
    Outcome first = null;
    for (int world = 0; world < WORLDS; world++) {
      SplittableRandom pace = new SplittableRandom(what.seed() + world);
      Oracle oracle =
          new Oracle(
              loaded.definition(),
              what.input(),
              loaded.library(),
              Executors.ofAnyPace(pace.nextLong()),
              delayed(what.operations(), pace));
      for (int order = 0; order < ORDERS; order++) {
        Outcome outcome = oracle.run(order + (long) ORDERS * world);
        first = first == null ? outcome : first;
        if (isOpen(outcome) || !outcome.equals(first)) {
          return null;
        }
      }
    }
    return new TimelessCase(what, Objects.requireNonNull(first));
  }

  /** Cases with one thing less, under names of their own. */
  public List<TimelessCase> smaller() {
    List<TimelessCase> smaller = new ArrayList<>();
    for (RandomCase candidate : Shrinker.candidates(what)) {
      TimelessCase found = ofWhatLoads(candidate.renamed("-" + smaller.size()));
      if (found != null) {
        smaller.add(found);
      }
    }
    return smaller;
  }

  private static @Nullable TimelessCase ofWhatLoads(RandomCase what) {
    try {
      return of(what);
    } catch (InvalidDefinition e) {
      return null; // Something else needs what was taken away.
    }
  }

  private static boolean isOpen(Outcome outcome) {
    return outcome.status().equals("running")
        || outcome.nodes().values().stream().anyMatch(it -> it.startsWith("open"));
  }

  /** In their order, but at any time. */
  private static List<Operation> delayed(List<Operation> operations, SplittableRandom pace) {
    List<Operation> delayed = new ArrayList<>();
    long at = 0;
    for (Operation it : operations) {
      at += pace.nextInt(1 << pace.nextInt(12));
      delayed.add(new Operation(at, it.kind(), it.name(), it.payload()));
    }
    return delayed;
  }
}
