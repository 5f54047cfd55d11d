package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.BranchTaken;
import io.millrace.contract.event.JoinDecided;
import io.millrace.domain.state.LoopProgress;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ParallelTest {

  private static final String TRANSFORM =
      "{'id':'%s','type':'task','executor':'transform','config':{},'dependsOn':['x1']}";

  private static String branch(String id, String more, String... nodes) {
    return "{'id':'" + id + "'" + more + ",'nodes':[" + String.join(",", nodes) + "]}";
  }

  private static String parallel(String more, String... branches) {
    return "{'id':'p','type':'parallel'"
        + more
        + ",'branches':["
        + String.join(",", branches)
        + "]}";
  }

  private static String three(String more) {
    return parallel(
        more,
        branch("x", "", Definitions.task("x1", ",'retries':0"), Definitions.task("x2")),
        branch("y", "", Definitions.task("y1", ",'retries':0")),
        branch("z", "", Definitions.task("z1", ",'retries':0")));
  }

  @Test
  void shouldRunAllBranchesSideBySideAndGiveTheirOutputs() {
    Scenario scenario = Scenario.started(three(""), Definitions.after("end", "p"));

    assertThat(scenario.reached("y1")).isTrue();
    assertThat(scenario.reached("z1")).isTrue();
    assertThat(scenario.reached("x2")).isFalse();
    scenario.complete("x1", "1").complete("y1", "2").complete("z1", "3");
    assertThat(scenario.reached("end")).isFalse();
    scenario.complete("x2", "4");
    assertThat(scenario.node("p").output()).isEqualTo(Scenario.json("{'x':4,'y':2,'z':3}"));
    assertThat(scenario.lastNames()).doesNotContain("JoinDecided");
    assertThat(scenario.reached("end")).isTrue();
  }

  @Test
  void shouldKnowWhereItsNodesStand() {
    Scenario scenario = Scenario.started(three(""));

    assertThat(scenario.node("y1").place().parent()).isEqualTo(scenario.node("p").no());
    assertThat(scenario.node("y1").place().branch()).isEqualTo("y");
    assertThat(scenario.node("y1").place().branchIndex()).isEqualTo(1);
    assertThat(scenario.node("y1").place().iteration()).isNull();
  }

  @Test
  void shouldBeSeenFromOneBranchInAnother() {
    Scenario scenario =
        Scenario.started(
            parallel(
                "",
                branch("x", "", Definitions.task("x1")),
                branch(
                    "y",
                    "",
                    Definitions.task("y1"),
                    Definitions.task("y2", ",'config':{'v':'${nodes.x1.output}'}"))));
    scenario.complete("x1", "5").complete("y1");

    assertThat(scenario.node("y2").input()).isEqualTo(Scenario.json("{'v':5}"));
  }

  @Test
  void shouldCancelTheOthersWhenOneFails() {
    Scenario scenario = Scenario.started(three("")).fail("y1");

    assertThat(scenario.lastOf(JoinDecided.class).success()).isFalse();
    assertThat(scenario.statusOf("x1")).isEqualTo(NodeStatus.CANCELLED);
    assertThat(scenario.statusOf("p")).isEqualTo(NodeStatus.FAILED);
    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(Objects.requireNonNull(scenario.state().error()).message())
        .isEqualTo("Node y1 failed: It went wrong.");
  }

  @Test
  void shouldGoOnWithoutTheFailedWhenToldTo() {
    Scenario scenario =
        Scenario.started(three(",'errorHandling':'continue'"))
            .fail("x1")
            .complete("y1", "2")
            .complete("z1", "3");

    assertThat(scenario.statusOf("p")).isEqualTo(NodeStatus.COMPLETED);
    assertThat(scenario.node("p").output()).isEqualTo(Scenario.json("{'x':null,'y':2,'z':3}"));
  }

  @Test
  void shouldFailWhenAllFailThoughToldToGoOn() {
    Scenario scenario =
        Scenario.started(three(",'errorHandling':'continue'")).fail("x1").fail("y1").fail("z1");

    assertThat(scenario.statusOf("p")).isEqualTo(NodeStatus.FAILED);
  }

  @Test
  void shouldFailWhenMoreFailThanAllowed() {
    Scenario scenario =
        Scenario.started(three(",'errorHandling':{'strategy':'continue','maxFailures':1}"))
            .fail("x1");
    assertThat(scenario.statusOf("p")).isEqualTo(NodeStatus.RUNNING);

    assertThat(scenario.fail("y1").statusOf("p")).isEqualTo(NodeStatus.FAILED);
  }

  @Test
  void shouldFailWhenALargerShareFailsThanAllowed() {
    Scenario scenario =
        Scenario.started(three(",'errorHandling':{'strategy':'continue','failureThreshold':0.5}"))
            .fail("x1");
    assertThat(scenario.statusOf("p")).isEqualTo(NodeStatus.RUNNING);

    assertThat(scenario.fail("y1").statusOf("p")).isEqualTo(NodeStatus.FAILED);
  }

  @Test
  void shouldBeDecidedByTheFirstSuccessWhenAnyIsEnough() {
    Scenario scenario = Scenario.started(three(",'joinType':'any'")).fail("x1").complete("z1", "3");

    JoinDecided decided = scenario.lastOf(JoinDecided.class);
    assertThat(decided.success()).isTrue();
    assertThat(decided.succeeded()).isEqualTo(1);
    assertThat(decided.failed()).isEqualTo(1);
    assertThat(scenario.statusOf("y1")).isEqualTo(NodeStatus.CANCELLED);
    assertThat(scenario.node("p").output()).isEqualTo(Scenario.json("{'x':null,'y':null,'z':3}"));
  }

  @Test
  void shouldFailWhenAnyIsEnoughAndNoneSucceeds() {
    Scenario scenario =
        Scenario.started(three(",'joinType':'any'")).fail("x1").fail("y1").fail("z1");

    assertThat(scenario.statusOf("p")).isEqualTo(NodeStatus.FAILED);
  }

  @Test
  void shouldBeDecidedByMoreThanHalf() {
    Scenario scenario = Scenario.started(three(",'joinType':'majority'")).complete("y1", "1");
    assertThat(scenario.statusOf("p")).isEqualTo(NodeStatus.RUNNING);

    assertThat(scenario.complete("z1", "1").statusOf("p")).isEqualTo(NodeStatus.COMPLETED);
    assertThat(scenario.statusOf("x1")).isEqualTo(NodeStatus.CANCELLED);
  }

  @Test
  void shouldFailAsSoonAsAMajorityHasBecomeImpossible() {
    Scenario scenario = Scenario.started(three(",'joinType':'majority'")).fail("y1");
    assertThat(scenario.statusOf("p")).isEqualTo(NodeStatus.RUNNING);

    assertThat(scenario.fail("z1").statusOf("p")).isEqualTo(NodeStatus.FAILED);
  }

  @Test
  void shouldBeginTheMostImportantBranchesFirstWhenNotAllMayRun() {
    Scenario scenario =
        Scenario.started(
            parallel(
                ",'maxConcurrency':2",
                branch("x", ",'priority':1", Definitions.task("x1")),
                branch("y", ",'priority':90", Definitions.task("y1")),
                branch("z", ",'priority':50", Definitions.task("z1"))));

    assertThat(scenario.reached("x1")).isFalse();
    assertThat(scenario.reached("y1")).isTrue();
    assertThat(scenario.reached("z1")).isTrue();
    assertThat(scenario.complete("y1").lastOf(BranchTaken.class).branch()).isEqualTo("x");
  }

  @Test
  void shouldLeaveOutBranchesWhoseConditionIsFalse() {
    Scenario scenario =
        Scenario.started(
            parallel(
                "",
                branch("x", ",'condition':'false'", Definitions.task("x1")),
                branch("y", "", Definitions.task("y1"))));

    assertThat(scenario.statusOf("x1")).isEqualTo(NodeStatus.SKIPPED);
    scenario.complete("y1", "1");
    assertThat(scenario.node("p").output()).isEqualTo(Scenario.json("{'x':null,'y':1}"));
  }

  @Test
  void shouldCompleteAtOnceWhenNoBranchRuns() {
    Scenario scenario =
        Scenario.started(parallel("", branch("x", ",'condition':'false'", Definitions.task("x1"))));

    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldCancelEverythingWhenItTakesTooLong() {
    Scenario scenario = Scenario.started(three(",'timeout':1000")).complete("y1").pass("PT1S");

    assertThat(scenario.statusOf("p")).isEqualTo(NodeStatus.TIMEOUT);
    assertThat(scenario.statusOf("x1")).isEqualTo(NodeStatus.CANCELLED);
    assertThat(scenario.statusOf("y1")).isEqualTo(NodeStatus.COMPLETED);
  }

  @Test
  void shouldCountWhatEndedWhilePaused() {
    Scenario scenario =
        Scenario.started(three(",'errorHandling':'continue'"))
            .control(ControlTest.PAUSE)
            .complete("y1", "2")
            .fail("z1")
            .control(ControlTest.RESUME)
            .complete("x1", "1")
            .complete("x2", "1");

    assertThat(scenario.node("p").output()).isEqualTo(Scenario.json("{'x':1,'y':2,'z':null}"));
  }

  @Test
  void shouldRunOnlyTheFailedBranchesAgainWhenTheInstanceIsRetried() {
    Scenario scenario =
        Scenario.started(three(""))
            .complete("y1", "2")
            .complete("x1", "1")
            .fail("z1")
            .control(ControlTest.RETRY);

    assertThat(scenario.statusOf("p")).isEqualTo(NodeStatus.RUNNING);
    assertThat(scenario.node("y1").attempt()).isEqualTo(1);
    assertThat(scenario.node("z1").attempt()).isEqualTo(2);
    assertThat(scenario.node("x2").attempt()).isEqualTo(2);
    scenario.complete("x2", "4").complete("z1", "3");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(scenario.node("p").output()).isEqualTo(Scenario.json("{'x':4,'y':2,'z':3}"));
  }

  @Test
  void shouldBeginAnewWhenTheParallelItselfIsRetried() {
    Scenario scenario =
        Scenario.started(three(",'retries':1")).complete("y1", "2").fail("z1").nextTimer();

    assertThat(scenario.node("y1").attempt()).isEqualTo(2);
    scenario.complete("x1").complete("x2", "1").complete("y1", "2").complete("z1", "3");
    assertThat(scenario.node("p").output()).isEqualTo(Scenario.json("{'x':1,'y':2,'z':3}"));
  }

  @Test
  void shouldCountABranchOnceWhenItsLastNodesEndTogether() {
    Scenario scenario =
        Scenario.started(
            parallel(
                "",
                branch(
                    "x",
                    "",
                    Definitions.task("x1"),
                    TRANSFORM.formatted("x2"),
                    TRANSFORM.formatted("x3")),
                branch("y", "", Definitions.task("y1"))));
    scenario.complete("x1");

    assertThat(scenario.node("p").progress()).isEqualTo(new LoopProgress(2, 1, 0, 2));
    assertThat(scenario.statusOf("p")).isEqualTo(NodeStatus.RUNNING);
  }

  @Test
  void shouldCountABranchOnceWhenSeveralOfItsNodesFailTogether() {
    String late = ",'timeout':1000,'retries':0,'dependsOn':[]";
    Scenario scenario =
        Scenario.started(
            parallel(
                ",'errorHandling':{'strategy':'continue','maxFailures':1}",
                branch("x", "", Definitions.task("x1", late), Definitions.task("x2", late)),
                branch("y", "", Definitions.task("y1")),
                branch("z", "", Definitions.task("z1"))));
    scenario.pass("PT1S");

    assertThat(scenario.node("p").progress()).isEqualTo(new LoopProgress(3, 0, 1, 3));
    assertThat(scenario.statusOf("p")).isEqualTo(NodeStatus.RUNNING);
  }

  @Test
  void shouldCountABranchAsFailedWhenItFailsWhileItsLastNodeCompletes() {
    Scenario scenario =
        Scenario.started(
            parallel(
                ",'errorHandling':'continue'",
                branch(
                    "x",
                    "",
                    Definitions.task("x1", ",'timeout':1000,'retries':0"),
                    "{'id':'x2','type':'task','executor':'wait','config':{'duration':1000},"
                        + "'dependsOn':[]}"),
                branch("y", "", Definitions.task("y1")),
                branch("z", "", Definitions.task("z1"))));
    scenario.pass("PT1S");

    assertThat(scenario.node("p").progress()).isEqualTo(new LoopProgress(3, 0, 1, 3));
  }
}
