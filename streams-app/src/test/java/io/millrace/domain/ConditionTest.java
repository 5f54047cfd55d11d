package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.BranchTaken;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConditionTest {

  private static String condition(String test, String more) {
    return "{'id':'c','type':'condition','condition':'"
        + test
        + "','branches':{'true':["
        + Definitions.task("y1")
        + ","
        + Definitions.task("y2")
        + "],'false':{'nodes':["
        + Definitions.task("n1")
        + "]}}"
        + more
        + "}";
  }

  @Test
  void shouldRunTheBranchInOrderWhenTheConditionHolds() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(condition("input.n > 1", ""), Definitions.after("z", "c")))
            .start("{'n':2}");

    assertThat(scenario.lastOf(BranchTaken.class).branch()).isEqualTo("true");
    assertThat(scenario.statusOf("c")).isEqualTo(NodeStatus.RUNNING);
    assertThat(scenario.statusOf("n1")).isEqualTo(NodeStatus.SKIPPED);
    assertThat(scenario.reached("y2")).isFalse();
    scenario.complete("y1", "1");
    assertThat(scenario.reached("y2")).isTrue();
    scenario.complete("y2", "2");
    assertThat(scenario.statusOf("c")).isEqualTo(NodeStatus.COMPLETED);
    assertThat(scenario.node("c").output()).isEqualTo(Scenario.json("2"));
    assertThat(scenario.reached("z")).isTrue();
  }

  @Test
  void shouldKnowWhereItsNodesStand() {
    Scenario scenario = Scenario.started(condition("false", ""));

    assertThat(scenario.node("n1").place().parent()).isEqualTo(scenario.node("c").no());
    assertThat(scenario.node("n1").place().branch()).isEqualTo("false");
    assertThat(scenario.node("n1").place().branchIndex()).isEqualTo(1);
    assertThat(scenario.node("y1").place().branch()).isEqualTo("true");
    assertThat(scenario.node("y2").place().dependsOn()).containsExactly("y1");
  }

  @Test
  void shouldTellExpressionsWhichBranchWasTaken() {
    Scenario scenario =
        Scenario.started(
                condition("false", ""),
                "{'id':'t','type':'task','executor':'transform','dependsOn':['c'],"
                    + "'config':{'b':'${nodes.c.branch}','n':'${nodes.n1.output}',"
                    + "'y':'${nodes.y1.status}'}}")
            .complete("n1", "5");

    assertThat(scenario.node("t").output())
        .isEqualTo(Scenario.json("{'b':'false','n':5,'y':'skipped'}"));
  }

  @Test
  void shouldCompleteAtOnceWhenTheBranchIsLeftOut() {
    Scenario scenario =
        Scenario.started(
            "{'id':'c','type':'condition','condition':'false','branches':{'true':["
                + Definitions.task("y")
                + "]}}");

    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'c':null}"));
  }

  @Test
  void shouldTakeTheDefaultBranchWhenTheConditionFails() {
    Scenario scenario =
        Scenario.started(condition("JSON.parse(context.workflowId)", ",'defaultBranch':'false'"));

    assertThat(scenario.lastOf(BranchTaken.class).branch()).isEqualTo("false");
  }

  @Test
  void shouldFailWhenTheConditionFailsAndThereIsNoDefault() {
    Scenario scenario = Scenario.started(condition("JSON.parse(context.workflowId)", ""));

    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(Objects.requireNonNull(scenario.node("c").error()).code())
        .isEqualTo("expression-failed");
  }

  @Test
  void shouldFailWhenANodeInTheBranchStops() {
    Scenario scenario = Scenario.started(condition("true", "")).fail("y1", "broken", false);

    assertThat(scenario.lastNames()).containsExactly("NodeFailed", "NodeFailed", "InstanceFailed");
    assertThat(Objects.requireNonNull(scenario.state().error()).message())
        .isEqualTo("Node y1 failed: It went wrong.");
  }

  @Test
  void shouldGoOnAfterAFailedBranchWhenTheConditionSaysSo() {
    Scenario scenario =
        Scenario.started(
                condition("true", ",'errorHandling':'continue'"), Definitions.after("z", "c"))
            .fail("y1", "broken", false);

    assertThat(scenario.statusOf("c")).isEqualTo(NodeStatus.FAILED);
    assertThat(scenario.reached("z")).isTrue();
    assertThat(scenario.complete("z").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldCancelTheBranchWhenTheConditionTakesTooLong() {
    Scenario scenario = Scenario.started(condition("true", ",'timeout':1000")).pass("PT1S");

    assertThat(scenario.statusOf("y1")).isEqualTo(NodeStatus.CANCELLED);
    assertThat(scenario.statusOf("c")).isEqualTo(NodeStatus.TIMEOUT);
    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
  }

  @Test
  void shouldRunItsBranchAnewWhenTheConditionItselfIsRetried() {
    Scenario scenario =
        Scenario.started(condition("true", ",'retries':1"))
            .complete("y1", "1")
            .fail("y2", "broken", true)
            .nextTimer()
            .fail("y2", "broken", true)
            .nextTimer()
            .fail("y2", "broken", true)
            .nextTimer()
            .fail("y2", "broken", true);

    assertThat(scenario.statusOf("c")).isEqualTo(NodeStatus.RETRYING);
    scenario.nextTimer();
    assertThat(scenario.node("y1").attempt()).isEqualTo(2);
    assertThat(scenario.node("y2").reached()).isFalse();
    scenario.complete("y1", "1").complete("y2", "2");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldNestDeeply() {
    String inner = Definitions.task("leaf");
    for (int i = 9; i > 0; i--) {
      inner =
          "{'id':'c%d','type':'condition','condition':'true','branches':{'true':[%s]}}"
              .formatted(i, inner);
    }
    Scenario scenario = Scenario.started(inner).complete("leaf", "7");

    assertThat(scenario.output()).isEqualTo(Scenario.json("{'c1':7}"));
  }
}
