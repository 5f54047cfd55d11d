package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.NodeCompleted;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskHeartbeat;
import io.millrace.contract.message.TaskStarted;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TaskResultTest {

  private static TaskStarted begun(Scenario scenario, String claim, Instant at) {
    return new TaskStarted(
        Scenario.ID, new NodeNo(1), scenario.node(1).attempt(), claim, "worker-" + claim, at);
  }

  private static TaskCompleted done(Scenario scenario, String claim, Instant begun) {
    return new TaskCompleted(
        Scenario.ID,
        new NodeNo(1),
        scenario.node(1).attempt(),
        claim,
        "worker-" + claim,
        begun,
        begun.plusSeconds(1),
        Scenario.json("'" + claim + "'"));
  }

  @Test
  void shouldHandOutWithResolvedConfigWhenReached() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    Definitions.task("a", ",'config':{'url':'http://${input.host}/'}")))
            .start("{'host':'h'}");

    NodeScheduled scheduled = scenario.lastOf(NodeScheduled.class);
    assertThat(scheduled.internal()).isFalse();
    assertThat(scheduled.executor()).isEqualTo("work");
    assertThat(scheduled.attempt()).isEqualTo(1);
    assertThat(scheduled.config()).isEqualTo(Scenario.json("{'url':'http://h/'}"));
    assertThat(scheduled.strategy()).isNull();
  }

  @Test
  void shouldTellWhereSecretsGoInsteadOfResolvingThem() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    Definitions.task(
                        "a", ",'config':{'auth':'Bearer ${secrets.token}','x':'${input.x}'}")))
            .start("{'x':'${secrets.token}'}");

    NodeScheduled scheduled = scenario.lastOf(NodeScheduled.class);
    assertThat(scheduled.secrets()).hasSize(1);
    assertThat(scheduled.secrets().get(0).pointer()).isEqualTo("/auth");
    assertThat(scheduled.secrets().get(0).offset()).isEqualTo(7);
    assertThat(scheduled.secrets().get(0).name()).isEqualTo("token");
  }

  @Test
  void shouldCompleteWhenTheOnlyTaskReturns() {
    Scenario scenario = Scenario.started(Definitions.task("a")).complete("a", "{'ok':true}");

    assertThat(scenario.lastNames()).containsExactly("NodeCompleted", "InstanceCompleted");
    assertThat(scenario.lastOf(NodeCompleted.class).engineId()).isEqualTo("worker-1");
    assertThat(scenario.lastOf(InstanceCompleted.class).output())
        .isEqualTo(Scenario.json("{'a':{'ok':true}}"));
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(scenario.state().nextDue()).isNull();
  }

  @Test
  void shouldChangeNothingWhenAResultComesTwice() {
    Scenario scenario = Scenario.started(Definitions.task("a"), Definitions.task("b"));
    scenario.complete("a");

    assertThat(scenario.complete("a").last()).isEmpty();
  }

  @Test
  void shouldChangeNothingWhenTheInstanceIsOver() {
    Scenario scenario = Scenario.started(Definitions.task("a")).complete("a");

    assertThat(scenario.complete("a").last()).isEmpty();
  }

  @Test
  void shouldChangeNothingWhenAResultAnswersAnEarlierAttempt() {
    Scenario scenario = Scenario.started(Definitions.task("a")).fail("a").nextTimer();
    TaskCompleted late =
        new TaskCompleted(
            Scenario.ID, new NodeNo(1), 1, "c", "w", Scenario.T0, Scenario.T0, Scenario.json("1"));

    assertThat(scenario.node(1).attempt()).isEqualTo(2);
    assertThat(scenario.result(late).last()).isEmpty();
  }

  @Test
  void shouldRefuseWhenTheNodeNeverWas() {
    Scenario scenario = Scenario.started(Definitions.task("a"));
    scenario.result(
        new TaskCompleted(
            Scenario.ID, new NodeNo(9), 1, "c", "w", Scenario.T0, Scenario.T0, Scenario.json("1")));

    assertThat(scenario.refusal().code()).isEqualTo("node-unknown");
    assertThat(scenario.refusal().message()).contains("has no node 9");
  }

  @Test
  void shouldRefuseWhenTheInstanceNeverWas() {
    Scenario scenario = Scenario.of(Definitions.nodes(Definitions.task("a")));
    scenario.result(
        new TaskCompleted(
            Scenario.ID, new NodeNo(1), 1, "c", "w", Scenario.T0, Scenario.T0, Scenario.json("1")));

    assertThat(scenario.refusal().code()).isEqualTo("instance-unknown");
  }

  @Test
  void shouldShowAsRunningWhenTheWorkerSaysSo() {
    Scenario scenario = Scenario.started(Definitions.task("a"));
    scenario.result(begun(scenario, "c1", Scenario.T0.plusMillis(5)));

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.RUNNING);
    assertThat(scenario.node("a").claimId()).isEqualTo("c1");
    assertThat(scenario.node("a").engineId()).isEqualTo("worker-c1");
    assertThat(scenario.node("a").times().startedAt()).isEqualTo(Scenario.T0.plusMillis(5));
  }

  @Test
  void shouldChangeNothingWhenTheSameClaimBeginsTwice() {
    Scenario scenario = Scenario.started(Definitions.task("a"));
    scenario.result(begun(scenario, "c1", Scenario.T0));

    assertThat(scenario.result(begun(scenario, "c1", Scenario.T0)).last()).isEmpty();
  }

  @Test
  void shouldGoOverToALaterClaim() {
    Scenario scenario = Scenario.started(Definitions.task("a"));
    scenario.result(begun(scenario, "c1", Scenario.T0));
    scenario.result(begun(scenario, "c2", Scenario.T0.plusSeconds(30)));

    assertThat(scenario.node("a").claimId()).isEqualTo("c2");
  }

  @Test
  void shouldRefuseAResultUnderASupersededClaim() {
    Scenario scenario = Scenario.started(Definitions.task("a"));
    scenario.result(begun(scenario, "c1", Scenario.T0));
    scenario.result(begun(scenario, "c2", Scenario.T0.plusSeconds(30)));

    assertThat(scenario.result(done(scenario, "c1", Scenario.T0)).last()).isEmpty();
    assertThat(scenario.result(done(scenario, "c2", Scenario.T0.plusSeconds(30))).lastNames())
        .contains("NodeCompleted");
  }

  @Test
  void shouldTakeAResultOfALaterClaimThatNeverSaidItBegan() {
    Scenario scenario = Scenario.started(Definitions.task("a"));
    scenario.result(begun(scenario, "c1", Scenario.T0));

    assertThat(scenario.result(done(scenario, "c2", Scenario.T0.plusSeconds(30))).lastNames())
        .contains("NodeCompleted");
  }

  @Test
  void shouldRenewTheHeartbeatWhenTheClaimIsTheCurrentOne() {
    Scenario scenario = Scenario.started(Definitions.task("a"));
    scenario.result(begun(scenario, "c1", Scenario.T0)).sleep("PT5S");
    scenario.result(
        new TaskHeartbeat(
            Scenario.ID, new NodeNo(1), 1, "c1", "worker-c1", Scenario.json("{'done':3}")));

    assertThat(scenario.lastNames()).containsExactly("NodeProgressed");
    assertThat(scenario.node("a").times().lastHeartbeat()).isEqualTo(Scenario.T0.plusSeconds(5));
  }

  @Test
  void shouldIgnoreTheHeartbeatOfAnotherClaim() {
    Scenario scenario = Scenario.started(Definitions.task("a"));
    scenario.result(begun(scenario, "c1", Scenario.T0));
    scenario.result(new TaskHeartbeat(Scenario.ID, new NodeNo(1), 1, "c0", "w", null));

    assertThat(scenario.last()).isEmpty();
  }

  @Test
  void shouldTakeAHeartbeatForABeginWhenThatWasNeverReported() {
    Scenario scenario = Scenario.started(Definitions.task("a"));
    scenario.result(new TaskHeartbeat(Scenario.ID, new NodeNo(1), 1, "c1", "w", null));

    assertThat(scenario.lastNames()).containsExactly("NodeStarted", "NodeProgressed");
  }

  @Test
  void shouldSayWhenAnotherEngineDecides() {
    Scenario scenario =
        Scenario.started(Definitions.task("a"), Definitions.task("b")).on("engine-2").complete("a");

    assertThat(scenario.lastNames()).containsExactly("EngineChanged", "NodeCompleted");
    assertThat(scenario.state().engineId()).isEqualTo("engine-2");
    assertThat(scenario.complete("b").lastNames()).doesNotContain("EngineChanged");
  }

  @Test
  void shouldFailTheNodeOnlyWhenItsOutputIsTooLarge() {
    Limits narrow = new Limits(100, 10_000, 10, 10, 10, 10);
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    Definitions.task("a", ",'errorHandling':'continue'"),
                    Definitions.after("b", "a")),
                narrow)
            .start()
            .complete("a", "'" + "x".repeat(200) + "'");

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.FAILED);
    assertThat(java.util.Objects.requireNonNull(scenario.node("a").error()).code())
        .isEqualTo("output-too-large");
    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  void shouldFailTheNodeWhenTheInstanceWouldHoldTooMuch() {
    Limits narrow = new Limits(100, 150, 10, 10, 10, 10);
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a"), Definitions.task("b")), narrow)
            .start()
            .complete("a", "'" + "x".repeat(90) + "'")
            .complete("b", "'" + "x".repeat(90) + "'");

    assertThat(java.util.Objects.requireNonNull(scenario.state().error()).code())
        .isEqualTo("state-too-large");
  }

  @Test
  void shouldFailWithThePlaceWhenAnExpressionFails() {
    Scenario scenario =
        Scenario.started(
            Definitions.task("a", ",'config':{'x':'${JSON.parse(context.workflowId)}'}"));

    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(java.util.Objects.requireNonNull(scenario.node("a").error()).code())
        .isEqualTo("expression-failed");
    assertThat(java.util.Objects.requireNonNull(scenario.node("a").error()).message())
        .startsWith("config of a:");
  }
}
