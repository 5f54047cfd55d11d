package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.ControlRefused;
import io.millrace.contract.event.InstanceRetried;
import io.millrace.contract.message.CancelInstance;
import io.millrace.contract.message.CompleteNode;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.PauseInstance;
import io.millrace.contract.message.ResumeInstance;
import io.millrace.contract.message.RetryInstance;
import io.millrace.contract.message.SetPriority;
import io.millrace.contract.message.SkipNode;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ControlTest {

  static final Control PAUSE = new PauseInstance(Scenario.ID, "look", "op");
  static final Control RESUME = new ResumeInstance(Scenario.ID, null, "op");
  static final Control CANCEL = new CancelInstance(Scenario.ID, "no use", "op");
  static final Control RETRY = new RetryInstance(Scenario.ID, null, "op");

  static Control skip(String nodeId) {
    return new SkipNode(Scenario.ID, null, "op", nodeId, null);
  }

  static Control completeNode(String nodeId, String output) {
    return new CompleteNode(Scenario.ID, null, "op", nodeId, null, Scenario.json(output));
  }

  private static void refused(Scenario scenario, String code) {
    assertThat(scenario.last()).hasSize(1);
    assertThat(scenario.lastOf(ControlRefused.class).code()).isEqualTo(code);
  }

  // Pause and resume

  @Test
  void shouldTakeResultsButStartNothingWhenPaused() {
    Scenario scenario =
        Scenario.started(Definitions.task("a"), Definitions.after("b", "a")).control(PAUSE);

    assertThat(scenario.complete("a").lastNames()).containsExactly("NodeCompleted");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.PAUSED);
    assertThat(scenario.control(RESUME).lastNames())
        .containsExactly("InstanceResumed", "NodeScheduled");
    assertThat(scenario.complete("b").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldStayPausedWhenTheLastNodeReturns() {
    Scenario scenario = Scenario.started(Definitions.task("a")).control(PAUSE).complete("a");

    assertThat(scenario.status()).isEqualTo(InstanceStatus.PAUSED);
    assertThat(scenario.control(RESUME).status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldFailAfterTheResumeWhenANodeFailedWhilePaused() {
    Scenario scenario =
        Scenario.started(Definitions.task("a", ",'retries':0"), Definitions.task("b"))
            .control(PAUSE)
            .fail("a");

    assertThat(scenario.lastNames()).containsExactly("NodeFailed");
    assertThat(scenario.control(RESUME).lastNames())
        .containsExactly("InstanceResumed", "NodeCancelled", "InstanceFailed");
  }

  @Test
  void shouldHoldTimersWhenPaused() {
    Scenario scenario = Scenario.started(Definitions.task("a")).fail("a").control(PAUSE);

    assertThat(scenario.state().nextDue()).isNull();
    assertThat(scenario.pass("PT1H").last()).isEmpty();
    scenario.control(RESUME).timers();
    assertThat(scenario.node("a").attempt()).isEqualTo(2);
  }

  @Test
  void shouldNotCountThePauseAgainstTheWorkflowsTimeout() {
    Scenario scenario =
        Scenario.of(Definitions.with("'config':{'timeout':5000},", Definitions.task("a")))
            .start()
            .sleep("PT2S")
            .control(PAUSE)
            .sleep("PT1H")
            .control(RESUME);

    assertThat(scenario.pass("PT2S").last()).isEmpty();
    assertThat(scenario.pass("PT1S").status()).isEqualTo(InstanceStatus.TIMEOUT);
  }

  @Test
  void shouldWaitForItsTimeWhenResumedBeforeIt() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a")))
            .start(Scenario.startOf("{}", Scenario.T0.plusSeconds(60)))
            .control(PAUSE)
            .control(RESUME);

    assertThat(scenario.status()).isEqualTo(InstanceStatus.PENDING);
    assertThat(scenario.pass("PT60S").status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void shouldRunWhenResumedAfterItsTime() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a")))
            .start(Scenario.startOf("{}", Scenario.T0.plusSeconds(60)))
            .control(PAUSE)
            .sleep("PT2M")
            .control(RESUME);

    assertThat(scenario.status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void shouldRefuseToPauseTwice() {
    refused(
        Scenario.started(Definitions.task("a")).control(PAUSE).control(PAUSE), "already-paused");
  }

  @Test
  void shouldRefuseToResumeWhatIsNotPaused() {
    refused(Scenario.started(Definitions.task("a")).control(RESUME), "not-paused");
  }

  @Test
  void shouldRefuseControlsOfWhatIsOver() {
    for (Control control :
        new Control[] {PAUSE, RESUME, CANCEL, skip("a"), completeNode("a", "1")}) {
      refused(
          Scenario.started(Definitions.task("a")).complete("a").control(control), "already-ended");
    }
  }

  // Cancel

  @Test
  void shouldCancelWhatRunsWhenCancelled() {
    Scenario scenario = Scenario.started(Definitions.task("a")).control(CANCEL);

    assertThat(scenario.lastNames()).containsExactly("NodeCancelled", "InstanceCancelled");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(Objects.requireNonNull(scenario.state().error()).message()).isEqualTo("no use");
  }

  @Test
  void shouldCancelWhatIsPaused() {
    assertThat(Scenario.started(Definitions.task("a")).control(PAUSE).control(CANCEL).status())
        .isEqualTo(InstanceStatus.CANCELLED);
  }

  // Retry

  @Test
  void shouldStartAgainAtTheFailedNodeWhenRetried() {
    Scenario scenario =
        Scenario.started(
                Definitions.task("a"),
                Definitions.task("b", ",'retries':0,'dependsOn':['a']"),
                Definitions.task("c", ",'dependsOn':['a']"),
                Definitions.after("d", "b", "c"))
            .complete("a", "1")
            .fail("b")
            .control(RETRY);

    assertThat(scenario.lastNames())
        .containsExactly("InstanceRetried", "NodeScheduled", "NodeScheduled");
    assertThat(scenario.lastOf(InstanceRetried.class).nodes())
        .containsExactly(new NodeNo(2), new NodeNo(3));
    assertThat(scenario.node("a").output()).isEqualTo(Scenario.json("1"));
    assertThat(scenario.node("b").attempt()).isEqualTo(2);
    assertThat(scenario.node("b").retryCount()).isZero();
    assertThat(scenario.node("c").attempt()).isEqualTo(2);
    assertThat(scenario.state().retryCount()).isEqualTo(1);
    assertThat(scenario.state().error()).isNull();
    scenario.complete("b").complete("c").complete("d");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldLeaveNodesAloneThatFailedWithoutConsequence() {
    Scenario scenario =
        Scenario.started(
                Definitions.task("a", ",'retries':0,'errorHandling':'continue'"),
                Definitions.task("b", ",'retries':0,'dependsOn':['a']"))
            .fail("a")
            .fail("b")
            .control(RETRY);

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.FAILED);
    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  void shouldGiveTheWorkflowItsFullTimeAgainWhenRetried() {
    Scenario scenario =
        Scenario.of(Definitions.with("'config':{'timeout':5000},", Definitions.task("a")))
            .start()
            .pass("PT5S")
            .control(RETRY);

    assertThat(scenario.state().lifetime().dueAt()).isEqualTo(scenario.now().plusSeconds(5));
    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  void shouldGoOnInsideTheBranchThatFailed() {
    Scenario scenario =
        Scenario.started(
                "{'id':'c','type':'condition','condition':'true','branches':{'true':["
                    + Definitions.task("x")
                    + ","
                    + Definitions.task("y", ",'retries':0")
                    + "]}}",
                Definitions.after("z", "c"))
            .complete("x", "1")
            .fail("y")
            .control(RETRY);

    assertThat(scenario.statusOf("c")).isEqualTo(NodeStatus.RUNNING);
    assertThat(scenario.statusOf("x")).isEqualTo(NodeStatus.COMPLETED);
    assertThat(scenario.statusOf("y")).isEqualTo(NodeStatus.SCHEDULED);
    scenario.complete("y", "2");
    assertThat(scenario.node("c").output()).isEqualTo(Scenario.json("2"));
    assertThat(scenario.complete("z").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldBeginWhenRetriedAfterACancellationBeforeItsTime() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a")))
            .start(Scenario.startOf("{}", Scenario.T0.plusSeconds(60)))
            .control(CANCEL)
            .control(RETRY);

    assertThat(scenario.status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void shouldRefuseToRetryWhatRunsOrHasCompleted() {
    refused(Scenario.started(Definitions.task("a")).control(RETRY), "not-ended");
    refused(Scenario.started(Definitions.task("a")).complete("a").control(RETRY), "completed");
  }

  // Nodes

  @Test
  void shouldGoOnWhenAStuckNodeIsSkipped() {
    Scenario scenario =
        Scenario.started(Definitions.task("a"), Definitions.after("b", "a")).control(skip("a"));

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.SKIPPED);
    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  void shouldNeverRunANodeThatWasSkippedBeforehand() {
    Scenario scenario =
        Scenario.started(
                Definitions.task("a"), Definitions.after("b", "a"), Definitions.after("c", "b"))
            .control(skip("b"));

    assertThat(scenario.reached("c")).isTrue();
    scenario.complete("a").complete("c");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.SKIPPED);
  }

  @Test
  void shouldTakeTheGivenOutputWhenANodeIsCompletedByHand() {
    Scenario scenario =
        Scenario.started(Definitions.task("a"), Definitions.after("b", "a"))
            .fail("a")
            .control(completeNode("a", "{'x':1}"));

    assertThat(scenario.node("a").output()).isEqualTo(Scenario.json("{'x':1}"));
    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.SCHEDULED);
    assertThat(scenario.state().nextDue()).isNull();
  }

  @Test
  void shouldRefuseNodesThatAreUnknownOrOver() {
    refused(Scenario.started(Definitions.task("a")).control(skip("q")), "node-unknown");
    refused(
        Scenario.started(Definitions.task("a"), Definitions.task("b"))
            .complete("a")
            .control(skip("a")),
        "node-not-open");
  }

  // Priority

  @Test
  void shouldTakeAnotherPriority() {
    Scenario scenario =
        Scenario.started(Definitions.task("a"))
            .control(new SetPriority(Scenario.ID, null, "op", 90));

    assertThat(scenario.state().priority()).isEqualTo(90);
    assertThat(scenario.control(new SetPriority(Scenario.ID, null, "op", 90)).last()).isEmpty();
  }
}
