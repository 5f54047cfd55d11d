package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitTest {

  private static final String BREAKER =
      ",'errorHandling':{'strategy':'circuit-breaker','maxRetries':5,'backoffStrategy':'fixed',"
          + "'retryDelay':1000,'circuitBreaker':{'failureThreshold':2,'timeout':60000}}";

  private static Scenario task() {
    return Scenario.started(Definitions.task("a", BREAKER));
  }

  /** What is known after an executor has failed twice. */
  private static Circuits open() {
    Scenario scenario = task().fail("a");
    scenario.circuits(scenario.circuitsAfter()).nextTimer();
    scenario.circuits(scenario.circuitsAfter()).fail("a");
    return scenario.circuitsAfter();
  }

  @Test
  void shouldLetATaskThroughWhenItsExecutorHasFailedTooSeldom() {
    Scenario other = task().fail("a");
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a", BREAKER)))
            .circuits(other.circuitsAfter())
            .start();

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  void shouldKeepTasksBackWhenTheirExecutorFailsInARow() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a", BREAKER))).circuits(open()).start();

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.WAITING);
    assertThat(scenario.state().nextDue())
        .isEqualTo(Scenario.T0.plusSeconds(1).plus(Duration.ofSeconds(60)));
    assertThat(scenario.node("a").retryCount()).isZero();
  }

  @Test
  void shouldNotKeepTasksBackThatAskForNoBreaker() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a"))).circuits(open()).start();

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  void shouldLetOneTaskTryWhenTheCircuitIsHalfOpen() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(Definitions.task("a", BREAKER), Definitions.task("b", BREAKER)))
            .circuits(open())
            .start()
            .nextTimer();

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.SCHEDULED);
    assertThat(scenario.node("a").attempt()).isEqualTo(1);
    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.WAITING);
  }

  @Test
  void shouldLetTheOthersFollowWhenTheOneThatTriedSucceeds() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(Definitions.task("a", BREAKER), Definitions.task("b", BREAKER)))
            .circuits(open())
            .start()
            .nextTimer();
    scenario.circuits(scenario.circuitsAfter()).complete("a");
    scenario.circuits(scenario.circuitsAfter()).nextTimer();

    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.SCHEDULED);
    assertThat(scenario.complete("b").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldOpenAgainWhenTheOneThatTriedFails() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a", BREAKER)))
            .circuits(open())
            .start()
            .nextTimer();
    scenario.circuits(scenario.circuitsAfter()).fail("a");
    scenario.circuits(scenario.circuitsAfter()).nextTimer();

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.WAITING);
    assertThat(scenario.node("a").retryCount()).isEqualTo(1);
  }

  @Test
  void shouldTryAgainWhenTheOneThatTriedIsNeverHeardOf() {
    Scenario lost =
        Scenario.of(Definitions.nodes(Definitions.task("a", BREAKER)))
            .circuits(open())
            .start()
            .nextTimer();
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a", BREAKER)))
            .circuits(lost.circuitsAfter())
            .sleep("PT2M10S")
            .start();

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  void shouldCountAnErrorThatNobodyCanCureAsAnAnswer() {
    Scenario scenario = task().fail("a");
    scenario.circuits(scenario.circuitsAfter()).nextTimer().fail("a", "card-declined", false);

    assertThat(scenario.circuitsAfter()).isEqualTo(Circuits.CLOSED);
  }

  @Test
  void shouldCountATimeOutAsAFailure() {
    Scenario scenario =
        Scenario.started(Definitions.task("a", BREAKER + ",'timeout':1000")).pass("PT1S");

    assertThat(scenario.circuitsAfter().failing()).containsKey("work");
  }

  @Test
  void shouldGoOnThroughAPauseAndBeCancelledLikeAnyOther() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a", BREAKER)))
            .circuits(open())
            .start()
            .control(ControlTest.PAUSE)
            .control(ControlTest.RESUME);

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.WAITING);
    assertThat(scenario.control(ControlTest.CANCEL).statusOf("a")).isEqualTo(NodeStatus.CANCELLED);
  }
}
