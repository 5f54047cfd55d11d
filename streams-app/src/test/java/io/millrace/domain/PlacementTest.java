package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.NodeStatus;
import io.millrace.contract.Placement;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.message.TaskCompleted;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "true",
        "{'strategy':'capability'}",
        "{'strategy':'round-robin'}",
        "{'strategy':'hash'}",
        "{'enabled':true,'requiredCapabilities':[]}"
      })
  void shouldAskNothingWhenTheStrategySaysAll(String distributed) {
    assertThat(placement(started(distributed))).isNull();
  }

  @Test
  void shouldNameTheStrategyWhenItIsNotPull() {
    assertThat(scheduled(started("{'strategy':'load-balanced'}")).strategy())
        .isEqualTo("load-balanced");
  }

  @Test
  void shouldEvaluateTheKeyWhenTheTaskIsDecided() {
    assertThat(placement(started("{'customHashKey':'input.customer'}")))
        .isEqualTo(new Placement(false, "c-7", List.of(), List.of()));
    assertThat(placement(started("{'customHashKey':'${input.customer}/${input.lines.length}'}")))
        .isEqualTo(new Placement(false, "c-7/2", List.of(), List.of()));
    assertThat(placement(started("{'customHashKey':'input.lines'}")))
        .isEqualTo(new Placement(false, "[1,2]", List.of(), List.of()));
  }

  @Test
  void shouldUseTheInstanceWhenTheKeyIsNull() {
    assertThat(placement(started("{'customHashKey':'input.nobody'}"))).isNull();
  }

  @Test
  void shouldFailTheNodeWhenTheKeyCannotBeUsed() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    task("a", "{'customHashKey':'input.blank'},'errorHandling':'fail-fast'")))
            .start("{'blank':' '}");

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.FAILED);
    assertThat(Objects.requireNonNull(scenario.node("a").error()).message())
        .contains("customHashKey of a", "must not be blank");
  }

  @Test
  void shouldNameWhatTheWorkerMustOffer() {
    assertThat(placement(started("{'requiredCapabilities':['gpu','eu'],'preferredEngine':'w-2'}")))
        .isEqualTo(new Placement(false, null, List.of("gpu", "eu"), List.of("w-2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "{'enabled':false}"})
  void shouldStayOnTheMachineWhenItIsNotToBeDistributed(String distributed) {
    assertThat(placement(started(distributed)))
        .isEqualTo(new Placement(true, null, List.of(), List.of()));
  }

  @Test
  void shouldPreferTheWorkerOfTheNodeThatItWaitsForWhenByAffinity() {
    Scenario scenario =
        Scenario.started(
            Definitions.task("a"),
            Definitions.task("b"),
            task("c", "{'strategy':'affinity'},'dependsOn':['a']"));
    done(scenario, "a", "w-1");

    assertThat(scheduled(scenario).nodeId()).isEqualTo("c");
    assertThat(placement(scenario))
        .isEqualTo(new Placement(false, null, List.of(), List.of("w-1")));
  }

  @Test
  void shouldPreferTheLastWorkerWhenTheNodeWaitsForNoneThatHadOne() {
    Scenario scenario =
        Scenario.started(
            Definitions.task("a"),
            "{'id':'t','type':'task','executor':'transform','config':{},'dependsOn':['a']}",
            task("c", "{'strategy':'affinity','preferredEngine':'w-9'},'dependsOn':['t']"));
    done(scenario, "a", "w-1");

    assertThat(placement(scenario))
        .isEqualTo(new Placement(false, null, List.of(), List.of("w-9", "w-1")));
  }

  @Test
  void shouldPreferNobodyWhenNothingRanBefore() {
    assertThat(placement(started("{'strategy':'affinity'}"))).isNull();
  }

  @Test
  void shouldAskTheSameWhenAnAttemptFollows() {
    Scenario scenario = started("{'customHashKey':'input.customer'}");
    Placement first = placement(scenario);

    scenario.fail("a").nextTimer();

    assertThat(scheduled(scenario).attempt()).isEqualTo(2);
    assertThat(placement(scenario)).isEqualTo(first);
  }

  private static Scenario started(String distributed) {
    return Scenario.of(Definitions.nodes(task("a", distributed)))
        .start("{'customer':'c-7','lines':[1,2]}");
  }

  private static String task(String id, String distributed) {
    return Definitions.task(id, ",'distributed':" + distributed);
  }

  private static NodeScheduled scheduled(Scenario scenario) {
    return scenario.last().stream()
        .filter(NodeScheduled.class::isInstance)
        .map(NodeScheduled.class::cast)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static @Nullable Placement placement(Scenario scenario) {
    return scheduled(scenario).placement();
  }

  private static void done(Scenario scenario, String nodeId, String worker) {
    scenario.result(
        new TaskCompleted(
            Scenario.ID,
            scenario.node(nodeId).no(),
            1,
            "claim-1",
            worker,
            scenario.now(),
            scenario.now(),
            Scenario.json("1")));
  }
}
