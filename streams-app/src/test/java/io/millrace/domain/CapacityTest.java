package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeStatus;
import org.junit.jupiter.api.Test;

class CapacityTest {

  private static Scenario two(String... nodes) {
    return Scenario.of(Definitions.with("'config':{'maxConcurrency':2},", nodes)).start();
  }

  @Test
  void shouldHoldTasksBackWhenTooManyAreOut() {
    Scenario scenario = two(Definitions.task("a"), Definitions.task("b"), Definitions.task("c"));

    assertThat(scenario.statusOf("c")).isEqualTo(NodeStatus.WAITING);
    assertThat(scenario.complete("b").statusOf("c")).isEqualTo(NodeStatus.SCHEDULED);
    assertThat(scenario.node("c").attempt()).isEqualTo(1);
    assertThat(scenario.complete("a").complete("c").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldKeepThePlaceOfATaskThatIsRetried() {
    Scenario scenario =
        two(Definitions.task("a"), Definitions.task("b"), Definitions.task("c")).fail("a");

    assertThat(scenario.statusOf("c")).isEqualTo(NodeStatus.WAITING);
    assertThat(scenario.nextTimer().statusOf("a")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  void shouldBeginHeldTasksInOrderAfterAPause() {
    Scenario scenario =
        two(
                Definitions.task("a"),
                Definitions.task("b"),
                Definitions.task("c"),
                Definitions.task("d"))
            .control(ControlTest.PAUSE)
            .complete("a")
            .control(ControlTest.RESUME);

    assertThat(scenario.statusOf("c")).isEqualTo(NodeStatus.SCHEDULED);
    assertThat(scenario.statusOf("d")).isEqualTo(NodeStatus.WAITING);
  }

  @Test
  void shouldCancelHeldTasks() {
    Scenario scenario =
        two(Definitions.task("a"), Definitions.task("b"), Definitions.task("c"))
            .control(ControlTest.CANCEL);

    assertThat(scenario.statusOf("c")).isEqualTo(NodeStatus.CANCELLED);
  }

  @Test
  void shouldNotBeginIterationsOnlyToHoldThemBack() {
    Scenario scenario =
        two(
            "{'id':'l','type':'loop','loopType':'times','count':10,'parallel':true,'nodes':["
                + Definitions.task("b")
                + "]}");

    assertThat(scenario.nodes("b")).hasSize(2);
    scenario.complete("b");
    assertThat(scenario.nodes("b")).hasSize(3);
    assertThat(scenario.nodes("b")).noneMatch(it -> it.status() == NodeStatus.WAITING);
  }

  @Test
  void shouldNotCountWhatTheEngineDoesItself() {
    Scenario scenario =
        two(
            "{'id':'w','type':'task','executor':'wait','config':{'duration':1000}}",
            "{'id':'s','type':'task','executor':'signal','config':{'name':'x'}}",
            Definitions.task("a"),
            Definitions.task("b"));

    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  void shouldSpreadTasksOverDecisionsWhenTheyBringTooMuchForOne() {
    String[] tasks = new String[8];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = Definitions.task("t" + i, ",'config':{'x':'" + "x".repeat(400) + "'}");
    }
    Scenario scenario =
        Scenario.of(Definitions.nodes(tasks), new Limits(1000, 4000, 10, 10, 10, 10)).start();

    assertThat(scenario.statusOf("t4")).isEqualTo(NodeStatus.SCHEDULED);
    assertThat(scenario.statusOf("t5")).isEqualTo(NodeStatus.WAITING);
    assertThat(scenario.state().nextDue()).isEqualTo(scenario.now());
    while (scenario.state().nextDue() != null) {
      scenario.timers();
    }
    assertThat(scenario.state().nodes().all())
        .allMatch(node -> node.status() == NodeStatus.SCHEDULED && node.attempt() == 1);
  }

  @Test
  void shouldSpreadTheTasksThatFollowFromAPauseThatEnds() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    "{'id':'l','type':'loop','loopType':'times','count':40,'parallel':true,'nodes':["
                        + Definitions.task("a")
                        + ","
                        + Definitions.task("b")
                        + "]}"),
                new Limits(1000, 100_000, 100, 10, 2, 10))
            .start();
    while (scenario.state().nextDue() != null) {
      scenario.timers();
    }
    scenario.control(ControlTest.PAUSE);
    scenario.nodes("a").forEach(node -> scenario.complete(node, "1"));

    scenario.control(ControlTest.RESUME);

    assertThat(scenario.nodes("b")).hasSize(40);
    assertThat(scenario.nodes("b").stream().filter(it -> it.status() == NodeStatus.SCHEDULED))
        .hasSize(32);
    while (scenario.state().nextDue() != null) {
      scenario.timers();
    }
    scenario.nodes("b").forEach(node -> scenario.complete(node, "2"));
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }
}
