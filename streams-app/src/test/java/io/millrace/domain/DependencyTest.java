package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeStatus;
import org.junit.jupiter.api.Test;

class DependencyTest {

  @Test
  void shouldStartEveryNodeAtOnceWhenNothingIsWaitedFor() {
    Scenario scenario = Scenario.started(Definitions.task("a"), Definitions.task("b"));

    assertThat(scenario.reached("a")).isTrue();
    assertThat(scenario.reached("b")).isTrue();
  }

  @Test
  void shouldWaitForAllByDefault() {
    Scenario scenario =
        Scenario.started(
            Definitions.task("a"), Definitions.task("b"), Definitions.after("c", "a", "b"));

    assertThat(scenario.complete("b").reached("c")).isFalse();
    assertThat(scenario.complete("a").reached("c")).isTrue();
  }

  @Test
  void shouldRunAtTheFirstDependencyDoneWhenWaitingForAny() {
    Scenario scenario =
        Scenario.started(
            Definitions.task("a"),
            Definitions.task("b"),
            Definitions.task("c", ",'dependsOn':['a','b'],'waitFor':'any'"));

    assertThat(scenario.complete("b").reached("c")).isTrue();
    scenario.complete("c");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.RUNNING);
    scenario.complete("a");
    assertThat(scenario.nodes("c")).hasSize(1);
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldRunAtOnceWhenWaitingForNone() {
    Scenario scenario =
        Scenario.started(
            Definitions.task("a"), Definitions.task("b", ",'dependsOn':['a'],'waitFor':'none'"));

    assertThat(scenario.reached("b")).isTrue();
    scenario.complete("a").complete("b");
    assertThat(scenario.nodes("b")).hasSize(1);
  }

  @Test
  void shouldSeeOutputsOfNodesBefore() {
    Scenario scenario =
        Scenario.started(
                Definitions.task("check-inventory"),
                Definitions.task(
                    "b",
                    ",'dependsOn':['check-inventory'],"
                        + "'config':{'ok':'${nodes.check-inventory.output.ok}'}"))
            .complete("check-inventory", "{'ok':true}");

    assertThat(scenario.node("b").input()).isEqualTo(Scenario.json("{'ok':true}"));
  }

  @Test
  void shouldSkipWhenTheConditionIsFalse() {
    Scenario scenario =
        Scenario.started(
            Definitions.task("a", ",'condition':'input.go === true'"), Definitions.after("b", "a"));

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.SKIPPED);
    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  void shouldCompleteWhenEverythingIsSkipped() {
    Scenario scenario =
        Scenario.started(
            Definitions.task("a", ",'condition':'false'"),
            Definitions.task("b", ",'condition':'false','dependsOn':['a']"));

    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'b':null}"));
  }

  @Test
  void shouldFailTheNodeWhenItsConditionCannotBeEvaluated() {
    Scenario scenario =
        Scenario.started(Definitions.task("a", ",'condition':'JSON.parse(context.workflowId)'"));

    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(scenario.lastNames())
        .containsSubsequence("NodeScheduled", "NodeFailed", "InstanceFailed");
  }

  @Test
  void shouldRunALongChainInOneDecision() {
    String[] chain = new String[900];
    chain[0] = "{'id':'n0','type':'task','executor':'transform','config':{'n':0}}";
    for (int i = 1; i < chain.length; i++) {
      chain[i] =
          "{'id':'n%d','type':'task','executor':'transform','dependsOn':['n%d'],'config':{'n':%d}}"
              .formatted(i, i - 1, i);
    }

    assertThat(Scenario.started(chain).status()).isEqualTo(InstanceStatus.COMPLETED);
  }
}
