package io.millrace.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.contract.Placement;
import io.millrace.contract.message.Task;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four workers; the number of each is its lane. */
class ChooserTest {

  private static final String ENGINE = "engine-1";

  private final Roster roster = new Roster(Duration.ofSeconds(15), () -> 0);
  private final Chooser chooser = new Chooser(roster);

  @BeforeEach
  void workersCome() {
    roster.loaded();
    for (int i = 1; i <= 4; i++) {
      roster.hear(worker(i).beat());
    }
  }

  @Nested
  class Capability {

    @Test
    void shouldLeaveItToThosePullingWhenNothingIsAsked() {
      assertThat(lane(task(1, null, null))).isNull();
      assertThat(lane(task(1, "capability", null))).isNull();
      assertThat(lane(task(1, Task.FAILOVER, null))).isNull();
    }

    @Test
    void shouldLeaveItToThosePullingWhenCapabilitiesAreNeeded() {
      roster.hear(worker(2).offering("gpu").beat());

      assertThat(lane(task(1, null, needing("gpu")))).isNull();
    }

    @Test
    void shouldLeaveItToThosePullingWhenTheStrategyIsOfALaterVersion() {
      assertThat(lane(task(1, "by-the-moon", needing("gpu")))).isNull();
    }
  }

  @Nested
  class LoadBalanced {

    @Test
    void shouldTakeTheLeastLoadedByItsPlaces() {
      roster.hear(worker(1).running(30, 100).beat());
      roster.hear(worker(2).running(3, 4).beat());
      roster.hear(worker(3).running(20, 100).beat());
      roster.hear(worker(4).running(40, 100).beat());

      assertThat(lane(task(1, "load-balanced", null))).isEqualTo(3);
    }

    @Test
    void shouldCountWhatItSentSinceTheWorkerWasHeard() {
      roster.hear(worker(2).running(5, 100).beat());

      Map<Integer, Long> counts = counts(100, i -> task(i, "load-balanced", null));

      assertThat(counts).containsOnlyKeys(1, 2, 3, 4);
      assertThat(counts.get(2)).isBetween(20L, 22L);
      assertThat(counts.get(1)).isBetween(25L, 27L);
    }
  }

  @Nested
  class RoundRobin {

    @Test
    void shouldTakeOneAfterTheOther() {
      assertThat(lanes(6, i -> task(i, "round-robin", null))).containsExactly(1, 2, 3, 4, 1, 2);
    }

    @Test
    void shouldGoOnWhereItWasWhenAWorkerIsGone() {
      assertThat(lanes(2, i -> task(i, "round-robin", null))).containsExactly(1, 2);
      roster.hear(worker(3).status("inactive").beat());

      assertThat(lanes(3, i -> task(i, "round-robin", null))).containsExactly(4, 1, 2);
    }
  }

  @Nested
  class Random {

    @Test
    void shouldTakeAllAboutEquallyOften() {
      assertThat(counts(1000, i -> task(i, "random", null)))
          .containsOnlyKeys(1, 2, 3, 4)
          .allSatisfy((lane, count) -> assertThat(count).isBetween(200L, 300L));
    }

    @Test
    void shouldTakeTheSameWhenATaskGoesOutTwice() {
      assertThat(lanes(50, i -> task(i, "random", null)))
          .isEqualTo(lanes(50, i -> task(i, "random", null)));
    }
  }

  @Nested
  class Hash {

    @Test
    void shouldTakeTheSameForEqualKeys() {
      assertThat(lanes(100, i -> task(i, "hash", key("customer-7"))))
          .containsOnly(lane(task(1000, "hash", key("customer-7"))));
    }

    @Test
    void shouldTakeTheSameForAnInstanceWhenThereIsNoKey() {
      assertThat(counts(1000, i -> task(i, "hash", null)))
          .containsOnlyKeys(1, 2, 3, 4)
          .allSatisfy((lane, count) -> assertThat(count).isBetween(200L, 300L));
      assertThat(lane(task(5, "hash", null))).isEqualTo(lane(task(5, "hash", null)));
    }

    @Test
    void shouldMoveTheKeysOfAWorkerOnlyWhenItGoes() {
      List<Integer> before = lanes(500, i -> task(1, "hash", key("k" + i)));
      roster.hear(worker(3).status("maintenance").beat());
      List<Integer> after = lanes(500, i -> task(1, "hash", key("k" + i)));

      assertThat(after).doesNotContain(3).contains(1, 2, 4);
      assertThat(IntStream.range(0, 500).filter(i -> before.get(i) != 3))
          .allSatisfy(i -> assertThat(after.get(i)).isEqualTo(before.get(i)));
    }
  }

  @Nested
  class Affinity {

    @Test
    void shouldTakeTheFirstThatIsThere() {
      assertThat(lane(task(1, "affinity", preferring("w-9", "w-3", "w-2")))).isEqualTo(3);
    }

    @Test
    void shouldLeaveItToThosePullingWhenNoneIsThere() {
      assertThat(lane(task(1, "affinity", preferring("w-9")))).isNull();
      assertThat(lane(task(1, "affinity", null))).isNull();
    }
  }

  @Nested
  class Preferred {

    @ParameterizedTest
    @ValueSource(strings = {"capability", "hash", "round-robin", "random", "load-balanced"})
    void shouldTakeThePreferredWhateverTheStrategy(String strategy) {
      assertThat(lanes(5, i -> task(i, strategy, preferring("w-2")))).containsOnly(2);
    }

    @Test
    void shouldFollowTheStrategyWhenThePreferredIsNotThere() {
      assertThat(lane(task(1, "round-robin", preferring("w-9")))).isEqualTo(1);
    }

    @Test
    void shouldLookElsewhereWhenAnAttemptFailedThereAndFailoverIsAsked() {
      Task again =
          new Task(
              new InstanceId(1),
              new NodeNo(1),
              "a",
              2,
              "inventory",
              NullNode.getInstance(),
              List.of(),
              "flow",
              "1.0.0",
              null,
              0,
              "1/1/2",
              Task.FAILOVER,
              preferring("w-2"));

      assertThat(lane(task(1, Task.FAILOVER, preferring("w-2")))).isEqualTo(2);
      assertThat(lane(again)).isNull();
    }
  }

  @Nested
  class Fit {

    @ParameterizedTest
    @ValueSource(strings = {"hash", "round-robin", "random", "load-balanced"})
    void shouldTakeOnlyWhoHasTheExecutorAndAllCapabilities(String strategy) {
      roster.hear(worker(1).offering("gpu").beat());
      roster.hear(worker(2).offering("gpu", "eu").executors("payment").beat());
      roster.hear(worker(3).offering("gpu", "eu", "more").beat());

      assertThat(lanes(20, i -> task(i, strategy, needing("gpu", "eu")))).containsOnly(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash", "round-robin", "random", "load-balanced", "affinity"})
    void shouldLeaveItToThosePullingWhenNobodyFits(String strategy) {
      Placement asked = new Placement(false, null, List.of("gpu"), List.of("w-2"));

      assertThat(lane(task(1, strategy, asked))).isNull();
    }
  }

  @Nested
  class Local {

    @Test
    void shouldStayOnTheMachineOfTheEngineThatDecided() {
      roster.hear(worker(2).on("host-a").running(50, 100).beat());
      roster.hear(worker(3).on("host-a").beat());
      roster.hear(Beats.worker(ENGINE).on("host-a").beat());

      assertThat(lane(task(1, null, local()))).isEqualTo(3);
      assertThat(lanes(50, i -> task(i, "random", local()))).containsOnly(2, 3);
    }

    @Test
    void shouldLeaveItToThosePullingWhenNobodyIsThere() {
      roster.hear(Beats.worker(ENGINE).on("host-a").beat());

      assertThat(lane(task(1, null, local()))).isNull();
      assertThat(lane(task(1, "random", local()))).isNull();
    }

    @Test
    void shouldLeaveItToThosePullingWhenTheEngineWasNeverHeard() {
      assertThat(lane(task(1, "random", local()))).isNull();
    }
  }

  private static Beats worker(int number) {
    return Beats.worker("w-" + number).lanes(number);
  }

  private @Nullable Integer lane(Task task) {
    return chooser.lane(task, ENGINE);
  }

  private List<Integer> lanes(int count, Function<Integer, Task> tasks) {
    return IntStream.range(0, count)
        .mapToObj(i -> chooser.lane(tasks.apply(i), ENGINE))
        .collect(Collectors.toList());
  }

  private Map<Integer, Long> counts(int count, Function<Integer, Task> tasks) {
    return new HashMap<>(
        Stream.of(lanes(count, tasks))
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(lane -> lane, Collectors.counting())));
  }

  private static Placement key(String key) {
    return new Placement(false, key, List.of(), List.of());
  }

  private static Placement needing(String... capabilities) {
    return new Placement(false, null, List.of(capabilities), List.of());
  }

  private static Placement preferring(String... engines) {
    return new Placement(false, null, List.of(), List.of(engines));
  }

  private static Placement local() {
    return new Placement(true, null, List.of(), List.of());
  }

  private static Task task(int instance, @Nullable String strategy, @Nullable Placement placement) {
    return new Task(
        new InstanceId(instance),
        new NodeNo(1),
        "a",
        1,
        "inventory",
        NullNode.getInstance(),
        List.of(),
        "flow",
        "1.0.0",
        null,
        0,
        instance + "/1/1",
        strategy,
        placement);
  }
}
