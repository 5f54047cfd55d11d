package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.NodeRetryScheduled;
import io.millrace.contract.event.NodeScheduled;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {

  private static ErrorInfo error(Scenario scenario, String nodeId) {
    return Objects.requireNonNull(scenario.node(nodeId).error());
  }

  @Test
  void shouldScheduleAnotherAttemptWhenAnAttemptFails() {
    Scenario scenario = Scenario.started(Definitions.task("a", ",'config':{'x':'${system.uuid}'}"));
    Object config = scenario.node("a").input();
    scenario.fail("a");

    assertThat(scenario.lastNames()).containsExactly("NodeRetryScheduled");
    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.RETRYING);
    assertThat(error(scenario, "a").code()).isEqualTo("broken");
    scenario.nextTimer();
    assertThat(scenario.lastOf(NodeScheduled.class).attempt()).isEqualTo(2);
    assertThat(scenario.lastOf(NodeScheduled.class).config()).isEqualTo(config);
    assertThat(scenario.node("a").retryCount()).isEqualTo(1);
  }

  @Test
  void shouldRetryThreeTimesByDefaultAndThenStop() {
    Scenario scenario = Scenario.started(Definitions.task("a"), Definitions.task("b"));
    for (int i = 0; i < 3; i++) {
      scenario.fail("a").nextTimer();
    }
    scenario.fail("a");

    assertThat(scenario.lastNames())
        .containsExactly("NodeFailed", "NodeCancelled", "InstanceFailed");
    assertThat(scenario.node("a").attempt()).isEqualTo(4);
    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.CANCELLED);
    ErrorInfo error = scenario.lastOf(InstanceFailed.class).error();
    assertThat(error.code()).isEqualTo("broken");
    assertThat(error.message()).isEqualTo("Node a failed: It went wrong.");
    assertThat(Objects.requireNonNull(error.details()).get("nodeId").asText()).isEqualTo("a");
    assertThat(scenario.state().error()).isEqualTo(error);
    assertThat(scenario.state().nextDue()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "fixed,       1000 1000 1000",
    "linear,      1000 2000 3000",
    "exponential, 1000 3000 5000"
  })
  void shouldPauseAsTheBackoffSays(String backoff, String pauses) {
    Scenario scenario =
        Scenario.started(
            Definitions.task(
                "a",
                ",'errorHandling':{'strategy':'retry','maxRetries':3,'retryDelay':1000,"
                    + "'backoffMultiplier':3,'maxRetryDelay':5000,'jitterRange':0,"
                    + "'backoffStrategy':'"
                    + backoff
                    + "'}"));

    for (String pause : List.of(pauses.split(" ", -1))) {
      scenario.fail("a");
      assertThat(
              Duration.between(scenario.now(), scenario.lastOf(NodeRetryScheduled.class).dueAt()))
          .isEqualTo(Duration.ofMillis(Long.parseLong(pause)));
      scenario.nextTimer();
    }
  }

  @Test
  void shouldVaryThePauseByTheCommandsSeedOnly() {
    String task =
        Definitions.task("a", ",'errorHandling':{'backoffStrategy':'jitter','jitterRange':0.5}");

    assertThat(Scenario.started(task).seed(1).fail("a").last())
        .isEqualTo(Scenario.started(task).seed(1).fail("a").last())
        .isNotEqualTo(Scenario.started(task).seed(2).fail("a").last());
  }

  @Test
  void shouldNotRetryWhenTheExecutorSaysItIsUseless() {
    assertThat(Scenario.started(Definitions.task("a")).fail("a", "card-declined", false).status())
        .isEqualTo(InstanceStatus.FAILED);
  }

  @Test
  void shouldNotRetryCodesThatAreNotRetryable() {
    String task = Definitions.task("a", ",'errorHandling':{'nonRetryableErrors':['declined']}");

    assertThat(Scenario.started(task).fail("a", "declined", true).statusOf("a"))
        .isEqualTo(NodeStatus.FAILED);
    assertThat(Scenario.started(task).fail("a", "network", true).statusOf("a"))
        .isEqualTo(NodeStatus.RETRYING);
  }

  @Test
  void shouldRetryListedCodesOnly() {
    String task = Definitions.task("a", ",'errorHandling':{'retryableErrors':['network']}");

    assertThat(Scenario.started(task).fail("a", "declined", true).statusOf("a"))
        .isEqualTo(NodeStatus.FAILED);
    assertThat(Scenario.started(task).fail("a", "network", true).statusOf("a"))
        .isEqualTo(NodeStatus.RETRYING);
  }

  @Test
  void shouldNotRetryWhenTheStrategyIsToFailFast() {
    assertThat(
            Scenario.started(Definitions.task("a", ",'errorHandling':'fail-fast'"))
                .fail("a")
                .status())
        .isEqualTo(InstanceStatus.FAILED);
  }

  @Test
  void shouldGoOnWhenTheStrategyIsToContinue() {
    Scenario scenario =
        Scenario.started(
            Definitions.task("a", ",'retries':0,'errorHandling':'continue'"),
            Definitions.task(
                "b",
                ",'dependsOn':['a'],'config':{'o':'${nodes.a.output}',"
                    + "'c':'${nodes.a.error.code}','s':'${nodes.a.status}'}"));
    scenario.fail("a");

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.FAILED);
    assertThat(scenario.node("b").input())
        .isEqualTo(Scenario.json("{'o':null,'c':'broken','s':'failed'}"));
    assertThat(scenario.complete("b").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldCountAsCompletedWhenTheStrategyIsToIgnore() {
    Scenario scenario =
        Scenario.started(
            Definitions.task("a", ",'retries':0,'errorHandling':'ignore'"),
            Definitions.task("b", ",'dependsOn':['a'],'config':{'c':'${nodes.a.error.code}'}"));
    scenario.fail("a");

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.COMPLETED);
    assertThat(scenario.node("b").input()).isEqualTo(Scenario.json("{'c':'broken'}"));
  }

  @Test
  void shouldForgetTheErrorWhenALaterAttemptSucceeds() {
    Scenario scenario =
        Scenario.started(Definitions.task("a")).fail("a").nextTimer().complete("a", "1");

    assertThat(scenario.node("a").error()).isNull();
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldLeaveOutDetailsThatAreTooLarge() {
    Scenario scenario = Scenario.started(Definitions.task("a", ",'retries':0"));
    ErrorInfo error = new ErrorInfo("x", "y", true, Scenario.json("'" + "z".repeat(100_000) + "'"));
    scenario.result(
        new io.millrace.contract.message.TaskFailed(
            Scenario.ID,
            new io.millrace.contract.NodeNo(1),
            1,
            "c",
            "w",
            Scenario.T0,
            Scenario.T0,
            error));

    assertThat(Objects.requireNonNull(error(scenario, "a").details()).get("omitted")).isNotNull();
  }

  @Test
  void shouldTryAgainWhenAnAttemptTakesTooLong() {
    Scenario scenario = Scenario.started(Definitions.task("a", ",'timeout':5000"));

    assertThat(scenario.lastOf(NodeScheduled.class).dueAt()).isEqualTo(Scenario.T0.plusSeconds(5));
    scenario.pass("PT5S");
    assertThat(scenario.lastNames()).containsExactly("NodeRetryScheduled");
    assertThat(error(scenario, "a").code()).isEqualTo("node-timed-out");
  }

  @Test
  void shouldEndAsTimedOutWhenNoAttemptIsLeft() {
    Scenario scenario = Scenario.started(Definitions.task("a", ",'timeout':5000,'retries':0"));
    scenario.pass("PT5S");

    assertThat(scenario.lastNames()).containsExactly("NodeTimedOut", "InstanceFailed");
    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"continue", "ignore"})
  void shouldGoOnAfterATimeoutWhenTheStrategySaysSo(String strategy) {
    Scenario scenario =
        Scenario.started(
            Definitions.task("a", ",'timeout':5000,'retries':0,'errorHandling':'" + strategy + "'"),
            Definitions.after("b", "a"));
    scenario.pass("PT5S");

    assertThat(scenario.reached("b")).isTrue();
    assertThat(scenario.statusOf("a"))
        .isEqualTo(strategy.equals("ignore") ? NodeStatus.COMPLETED : NodeStatus.TIMEOUT);
  }

  @Test
  void shouldDoNothingWhenNothingIsDue() {
    Scenario scenario = Scenario.started(Definitions.task("a", ",'timeout':5000"));

    assertThat(scenario.pass("PT4.999S").last()).isEmpty();
  }

  @Test
  void shouldTimeOutTheInstanceWhenTheWorkflowTakesTooLong() {
    Scenario scenario =
        Scenario.of(Definitions.with("'config':{'timeout':5000},", Definitions.task("a"))).start();
    scenario.pass("PT5S");

    assertThat(scenario.lastNames()).containsExactly("NodeCancelled", "InstanceTimedOut");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.TIMEOUT);
    assertThat(Objects.requireNonNull(scenario.state().error()).code())
        .isEqualTo("workflow-timed-out");
  }

  @Test
  void shouldFireAtMostABatchOfTimersAtOnce() {
    String[] tasks = new String[5];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = Definitions.task("t" + i, ",'timeout':1000");
    }
    Scenario scenario =
        Scenario.of(Definitions.nodes(tasks), new Limits(1000, 1000, 10, 10, 2, 10)).start();

    assertThat(scenario.pass("PT1S").last()).hasSize(2);
    assertThat(scenario.timers().last()).hasSize(2);
    assertThat(scenario.timers().last()).hasSize(1);
  }

  @Test
  void shouldAskForAnotherWorkerWhenTheStrategyIsFailover() {
    Scenario scenario = Scenario.started(Definitions.task("a", ",'errorHandling':'failover'"));

    assertThat(scenario.lastOf(NodeScheduled.class).strategy()).isEqualTo("failover");
    assertThat(scenario.fail("a").nextTimer().lastOf(NodeScheduled.class).strategy())
        .isEqualTo("failover");
  }
}
