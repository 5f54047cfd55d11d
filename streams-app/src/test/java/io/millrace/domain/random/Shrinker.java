package io.millrace.domain.random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.oracle.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds a smaller case that still fails: removes nodes and properties as long as it does. */
final class Shrinker {

  /** Without these there would be chance in the pauses between attempts. */
  private static final String PAUSES = "retryPolicy";

  private static final Set<String> KEPT =
      Set.of("id", "version", "lifecycle", "jitterRange", "type", "executor");

  private static final int MOST_TRIES = 3_000;

  private final Predicate<RandomCase> fails;
  private int tries;

  /**
   * A shrinker.
   *
   * @param fails whether a case still fails; false for definitions that cannot be loaded
   */
  Shrinker(Predicate<RandomCase> fails) {
    this.fails = fails;
  }

  RandomCase smallest(RandomCase start) {
    RandomCase best = start;
    boolean smaller = true;
    while (smaller && tries < MOST_TRIES) {
      smaller = false;
      for (RandomCase candidate : candidates(best)) {
        if (tries++ < MOST_TRIES && fails.test(candidate)) {
          best = candidate;
          smaller = true;
          break;
        }
      }
    }
    return best;
  }

  /** The same case with one thing less, in each possible way; some cannot be loaded. */
  static List<RandomCase> candidates(RandomCase from) {
    List<RandomCase> candidates = new ArrayList<>();
    for (Operation operation : from.operations()) {
      List<Operation> rest = new ArrayList<>(from.operations());
      rest.remove(operation);
      candidates.add(from.with(rest));
    }
    int places = count(from.definition());
    for (int place = 0; place < places; place++) {
      ObjectNode copy = from.definition().deepCopy();
      if (new Removal(place).in(copy)) {
        candidates.add(from.with(copy));
      }
    }
    return candidates;
  }

  private static int count(JsonNode tree) {
    int count = tree.size();
    for (JsonNode child : tree) {
      count += child.has(PAUSES) ? 0 : count(child);
    }
    return count;
  }

  /** Removes the entry of a number, counted from the outside in, depth first. */
  private static final class Removal {

    private int left;

    Removal(int place) {
      this.left = place;
    }

    boolean in(JsonNode tree) {
      List<String> names = new ArrayList<>();
      tree.fieldNames().forEachRemaining(names::add);
      for (int i = 0; i < tree.size(); i++) {
        JsonNode child = tree instanceof ArrayNode ? tree.get(i) : tree.get(names.get(i));
        if (left-- == 0) {
          return remove(tree, i, names);
        }
        if (left >= 0 && !child.has(PAUSES) && in(child)) {
          return true;
        }
        if (left < 0) {
          return false;
        }
      }
      return false;
    }

    private static boolean remove(JsonNode tree, int index, List<String> names) {
      if (tree instanceof ArrayNode array) {
        array.remove(index);
        return true;
      }
      return !KEPT.contains(names.get(index))
          && !tree.get(names.get(index)).has(PAUSES)
          && tree instanceof ObjectNode object
          && object.remove(names.get(index)) != null;
    }
  }
}
