package io.millrace.domain.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random workflows in random worlds: the engine's decisions lead to what the oracle says, step by
 * step under the replay law.
 *
 * <p>A build tries the same cases each time, so that its result says something of the change. To
 * look for more: {@code -Dmillrace.test.seed=456 -Dmillrace.test.cases=100000}. To see a failure
 * again, give the seed of the case: {@code -Dmillrace.test.case=123}.
 */
class RandomWorkflowsTest {

  private static final long SEED = 20_261_123;
  private static final int CASES = 10_000;

  private final Map<String, Integer> seen = new ConcurrentHashMap<>();
  private final Queue<RandomCase> broken = new ConcurrentLinkedQueue<>();

  @Test
  void shouldEndAsTheOracleSaysWhateverTheWorkflow() {
    Long one = Long.getLong("millrace.test.case");
    if (one != null) {
      tryOut(one);
      assertNothingBroken();
      return;
    }
    long seed = Long.getLong("millrace.test.seed", SEED);
    int cases = Integer.getInteger("millrace.test.cases", CASES);
    System.out.println("Random workflows from seed " + seed + " (-Dmillrace.test.seed).");
    long[] seeds = new SplittableRandom(seed).longs(cases).map(it -> it >>> 12).toArray();

    IntStream.range(0, cases).parallel().forEach(i -> tryOut(seeds[i]));

    System.out.println("Seen: " + new TreeMap<>(seen));
    assertNothingBroken();
    assertThat(seen.getOrDefault("open to chance", 0)).isLessThan(cases / 5);
    assertThat(seen.keySet())
        .containsAll(List.of("completed", "failed", "cancelled", "timeout", "paused"))
        .containsAll(List.of("task", "condition", "parallel", "loop", "subprocess"));
  }

  private void tryOut(long seed) {
    if (!broken.isEmpty()) {
      return;
    }
    RandomCase made = Generator.virtual(seed);
    Trial trial = Trial.of(made);
    if (trial.difference() != null) {
      broken.add(made);
    }
    count(trial.expected() == null ? "open to chance" : trial.expected().status());
    made.definition().findValuesAsText("type").stream().distinct().forEach(this::count);
  }

  private void count(String what) {
    seen.merge(what, 1, Integer::sum);
  }

  private void assertNothingBroken() {
    RandomCase found = broken.peek();
    if (found != null) {
      RandomCase smallest = Trial.smallest(found);
      throw new AssertionError(
          "Engine and oracle differ (-Dmillrace.test.case="
              + found.seed()
              + "). The smallest such case found:\n"
              + smallest
              + "\n"
              + Trial.of(smallest).difference());
    }
  }

  @Test
  void shouldMakeTheSameCaseFromTheSameSeed() {
    JsonNode first = Generator.virtual(7).definition();

    assertThat(Generator.virtual(7).definition()).isEqualTo(first);
    assertThat(Generator.virtual(8).definition()).isNotEqualTo(first);
  }
}
