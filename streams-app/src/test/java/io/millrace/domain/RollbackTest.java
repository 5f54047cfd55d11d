package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.CompensationFinished;
import io.millrace.contract.event.CompensationStarted;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.domain.state.Rollback;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RollbackTest {

  private static String booked(String id, String more) {
    return Definitions.task(
        id,
        ",'compensate':{'executor':'undo','retries':0,'config':{'was':'${nodes."
            + id
            + ".output}','why':'${error.code}'}}"
            + more);
  }

  private static Scenario travel() {
    return Scenario.started(
            booked("flight", ""),
            booked("hotel", ",'dependsOn':['flight']"),
            Definitions.task(
                "car",
                ",'dependsOn':['hotel'],'errorHandling':{'strategy':'compensate',"
                    + "'maxRetries':0}"),
            Definitions.task("mail", ",'dependsOn':['hotel']"))
        .complete("flight", "'F1'")
        .complete("hotel", "'H1'");
  }

  @Test
  void shouldUndoTheLatestCompletedFirst() {
    Scenario scenario = travel().fail("car", "sold-out", false);

    assertThat(scenario.lastNames())
        .containsExactly("NodeFailed", "NodeCancelled", "CompensationStarted", "NodeScheduled");
    assertThat(scenario.lastOf(CompensationStarted.class).nodes())
        .containsExactly(new NodeNo(2), new NodeNo(1));
    NodeScheduled undo = scenario.lastOf(NodeScheduled.class);
    assertThat(undo.nodeId()).isEqualTo("hotel/compensate");
    assertThat(undo.compensates()).isEqualTo(new NodeNo(2));
    assertThat(undo.executor()).isEqualTo("undo");
    assertThat(undo.config()).isEqualTo(Scenario.json("{'was':'H1','why':'sold-out'}"));
    assertThat(scenario.status()).isEqualTo(InstanceStatus.RUNNING);

    scenario.complete("hotel/compensate");
    assertThat(scenario.reached("flight/compensate")).isTrue();
    scenario.complete("flight/compensate");
    assertThat(scenario.lastNames())
        .containsExactly("NodeCompleted", "CompensationFinished", "InstanceFailed");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(Objects.requireNonNull(scenario.state().error()).code()).isEqualTo("sold-out");
    assertThat(scenario.statusOf("mail")).isEqualTo(NodeStatus.CANCELLED);
  }

  @Test
  void shouldNotWriteAgainWhatIsToBeUndoneWithEachStep() {
    Scenario scenario = travel().fail("car", "sold-out", false);
    Rollback begun = Objects.requireNonNull(scenario.state().rollback());

    scenario.complete("hotel/compensate");

    assertThat(scenario.state().rollback()).isSameAs(begun);
  }

  @Test
  void shouldGoOnWithTheRestWhenOneCannotBeUndone() {
    Scenario scenario =
        travel()
            .fail("car", "sold-out", false)
            .fail("hotel/compensate")
            .complete("flight/compensate");

    assertThat(scenario.lastOf(CompensationFinished.class).failed()).containsExactly(new NodeNo(2));
    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
  }

  @Test
  void shouldFailAtOnceWhenThereIsNothingToUndo() {
    Scenario scenario =
        Scenario.started(
                Definitions.task("a", ",'errorHandling':{'maxRetries':0,'onFailure':'rollback'}"))
            .fail("a");

    assertThat(scenario.lastNames())
        .containsExactly(
            "NodeFailed", "CompensationStarted", "CompensationFinished", "InstanceFailed");
  }

  @Test
  void shouldNotUndoWhenAFailureMerelyStops() {
    Scenario scenario =
        Scenario.started(booked("a", ""), Definitions.task("b", ",'retries':0"))
            .complete("a")
            .fail("b");

    assertThat(scenario.reached("a/compensate")).isFalse();
  }

  @Test
  void shouldUndoEveryIterationInItsOwnScope() {
    Scenario scenario =
        Scenario.started(
                "{'id':'l','type':'loop','loopType':'times','count':2,'nodes':["
                    + booked("b", "")
                    + "]}",
                Definitions.task(
                    "z",
                    ",'dependsOn':['l'],'errorHandling':{'maxRetries':0,'onFailure':'rollback'}"))
            .complete("b", "'zero'")
            .complete("b", "'one'")
            .fail("z");

    assertThat(scenario.node("b/compensate").input())
        .isEqualTo(Scenario.json("{'was':'one','why':'broken'}"));
    scenario.complete("b/compensate");
    assertThat(scenario.node("b/compensate").input())
        .isEqualTo(Scenario.json("{'was':'zero','why':'broken'}"));
    assertThat(scenario.complete("b/compensate").status()).isEqualTo(InstanceStatus.FAILED);
  }

  @Test
  void shouldHoldTheRollbackWhenPaused() {
    Scenario scenario =
        travel()
            .fail("car", "sold-out", false)
            .control(ControlTest.PAUSE)
            .complete("hotel/compensate");

    assertThat(scenario.reached("flight/compensate")).isFalse();
    assertThat(scenario.control(ControlTest.RESUME).reached("flight/compensate")).isTrue();
  }

  @Test
  void shouldEndTheRollbackWhenCancelled() {
    Scenario scenario = travel().fail("car", "sold-out", false).control(ControlTest.CANCEL);

    assertThat(scenario.statusOf("hotel/compensate")).isEqualTo(NodeStatus.CANCELLED);
    assertThat(scenario.status()).isEqualTo(InstanceStatus.CANCELLED);
  }

  @Test
  void shouldDoUndoneWorkAgainWhenRetried() {
    Scenario scenario =
        travel()
            .fail("car", "sold-out", false)
            .complete("hotel/compensate")
            .complete("flight/compensate")
            .control(ControlTest.RETRY);

    assertThat(scenario.statusOf("flight")).isEqualTo(NodeStatus.SCHEDULED);
    assertThat(scenario.reached("hotel")).isFalse();
    scenario.complete("flight").complete("hotel").complete("car").complete("mail");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldUndoOnceMoreWhenTheRetryFailsToo() {
    Scenario scenario =
        travel()
            .fail("car", "sold-out", false)
            .complete("hotel/compensate")
            .complete("flight/compensate")
            .control(ControlTest.RETRY)
            .complete("flight", "'F2'")
            .complete("hotel", "'H2'")
            .fail("car", "sold-out", false);

    assertThat(scenario.node("hotel/compensate").input())
        .isEqualTo(Scenario.json("{'was':'H2','why':'sold-out'}"));
    assertThat(scenario.node("hotel/compensate").attempt()).isEqualTo(2);
    scenario.complete("hotel/compensate").complete("flight/compensate");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
  }

  @Test
  void shouldRollBackAfterTheResumeWhenANodeInALoopFailedWhilePaused() {
    Scenario scenario =
        Scenario.started(
                booked("a", ""),
                "{'id':'l','type':'loop','loopType':'times','count':2,'dependsOn':['a'],'nodes':["
                    + Definitions.task("b", ",'retries':0,'errorHandling':'compensate'")
                    + "]}")
            .complete("a")
            .control(ControlTest.PAUSE)
            .fail("b")
            .control(ControlTest.RESUME);

    assertThat(scenario.lastNames()).contains("CompensationStarted");
    assertThat(scenario.statusOf("l")).isEqualTo(NodeStatus.CANCELLED);
    assertThat(scenario.reached("a/compensate")).isTrue();
  }

  @Test
  void shouldUndoANodeBeforeWhatIsInsideOfIt() {
    Scenario scenario =
        Scenario.started(
                "{'id':'l','type':'loop','loopType':'times','count':1,'nodes':["
                    + booked("b", "")
                    + "],'compensate':{'executor':'undo'}}",
                Definitions.task(
                    "z",
                    ",'dependsOn':['l'],'errorHandling':{'maxRetries':0,'onFailure':'rollback'}"))
            .complete("b")
            .fail("z");

    assertThat(scenario.reached("l/compensate")).isTrue();
    assertThat(scenario.reached("b/compensate")).isFalse();
    assertThat(scenario.complete("l/compensate").reached("b/compensate")).isTrue();
  }
}
