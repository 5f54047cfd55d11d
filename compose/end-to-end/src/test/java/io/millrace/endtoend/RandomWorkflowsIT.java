package io.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.random.RandomCase;
import io.millrace.domain.random.TimelessCase;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random workflows at once on real processes: all end as the oracle says, although results come
 * twice and too late.
 *
 * <p>A build tries the same cases each time. To look for more: {@code -Dmillrace.test.seed=456
 * -Dmillrace.test.cases=1000}. To see a failure again, give the seed of the case: {@code
 * -Dmillrace.test.case=123}.
 */
@ExtendWith(SharedMillrace.class)
class RandomWorkflowsIT {

  private static final long SEED = 20_261_123;
  private static final int CASES = 320;

  /** How often a workflow that fails is looked for in a smaller size. */
  private static final int ROUNDS = 12;

  @Test
  void shouldEndAsTheOracleSaysWhateverTheWorkflow(RunningMillrace millrace) {
    long begin = System.nanoTime();
    List<TimelessCase> cases = cases();
    RandomRun run = new RandomRun(millrace);

    List<RandomRun.Difference> differences;
    int copies;
    try (Copies chatter = Copies.fromNow(millrace)) {
      differences = run.differences(cases);
      copies = chatter.count();
    }

    RunningMillrace.say(
        "%d random workflows ended after %d ms, with %d results too many"
            .formatted(cases.size(), (System.nanoTime() - begin) / 1_000_000, copies));
    if (!differences.isEmpty()) {
      throw new AssertionError(explanation(run, differences));
    }
    assertThat(copies).isPositive();
    new Proof(millrace).ofAgreement();
  }

  private static List<TimelessCase> cases() {
    Long one = Long.getLong("millrace.test.case");
    if (one != null) {
      return List.of(Objects.requireNonNull(TimelessCase.of(RandomCase.real(one))));
    }
    long seed = Long.getLong("millrace.test.seed", SEED);
    int count = Integer.getInteger("millrace.test.cases", CASES);
    RunningMillrace.say("Random workflows from seed " + seed + " (-Dmillrace.test.seed).");
    return TimelessCase.several(seed, count);
  }

  private static String explanation(RandomRun run, List<RandomRun.Difference> differences) {
    RandomRun.Difference found = differences.getFirst();
    return "Runtime and oracle differ in %d cases (-Dmillrace.test.case=%s). The smallest such found:%n%s"
        .formatted(
            differences.size(),
            differences.stream().map(it -> Long.toString(it.of().what().seed())).toList(),
            smallest(run, found));
  }

  private static RandomRun.Difference smallest(RandomRun run, RandomRun.Difference found) {
    RandomRun.Difference smallest = found;
    for (int round = 0; round < ROUNDS; round++) {
      List<RandomRun.Difference> smaller = run.differences(smallest.of().smaller());
      if (smaller.isEmpty()) {
        return smallest;
      }
      smallest = smaller.getFirst();
    }
    return smallest;
  }
}
