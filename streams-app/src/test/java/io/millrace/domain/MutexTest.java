package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.event.MutexQueued;
import io.millrace.contract.event.PriorityChanged;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.DenyMutex;
import io.millrace.contract.message.GrantMutex;
import io.millrace.contract.message.SetPriority;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MutexTest {

  private static final Control GRANT = new GrantMutex(Scenario.ID, null, null, "m");
  private static final InstanceId HOLDER = InstanceId.first(4);
  private static final Control DENIAL = new DenyMutex(Scenario.ID, null, null, "m", HOLDER);

  private static Scenario queued(String task) {
    return Scenario.of(Definitions.with("'config':{'mutexKey':'m'},", task)).start();
  }

  private static Scenario queued() {
    return queued(Definitions.task("a", ",'retries':0"));
  }

  @Test
  void shouldWaitForItsTurn() {
    Scenario scenario = queued();

    assertThat(scenario.lastNames()).containsExactly("InstanceCreated", "MutexQueued");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.PENDING);
    assertThat(scenario.state().nextDue()).isNull();
  }

  @Test
  void shouldRunWhenItsTurnComes() {
    assertThat(queued().control(GRANT).lastNames())
        .containsExactly("MutexAcquired", "InstanceStarted", "NodeScheduled");
  }

  @Test
  void shouldGiveTheMutexBackWhenOver() {
    assertThat(queued().control(GRANT).complete("a").lastNames())
        .containsExactly("NodeCompleted", "MutexReleased", "InstanceCompleted");
    assertThat(queued().control(GRANT).fail("a").lastNames())
        .containsExactly("NodeFailed", "MutexReleased", "InstanceFailed");
    assertThat(queued().control(GRANT).control(ControlTest.CANCEL).lastNames())
        .containsExactly("NodeCancelled", "MutexReleased", "InstanceCancelled");
  }

  @Test
  void shouldLeaveTheQueueWhenCancelled() {
    assertThat(queued().control(ControlTest.CANCEL).lastNames())
        .containsExactly("MutexReleased", "InstanceCancelled");
  }

  @Test
  void shouldPassTheMutexOnWhenItComesTooLate() {
    assertThat(queued().control(ControlTest.CANCEL).control(GRANT).lastNames())
        .containsExactly("MutexReleased");
  }

  @Test
  void shouldChangeNothingWhenGrantedTwice() {
    assertThat(queued().control(GRANT).control(GRANT).last()).isEmpty();
  }

  @Test
  void shouldRunAfterTheResumeWhenItsTurnCameWhilePaused() {
    Scenario scenario = queued().control(ControlTest.PAUSE).control(GRANT);

    assertThat(scenario.status()).isEqualTo(InstanceStatus.PAUSED);
    assertThat(scenario.control(ControlTest.RESUME).status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void shouldQueueAgainWhenResumedBeforeItsTurn() {
    Scenario scenario = queued().control(ControlTest.PAUSE).control(ControlTest.RESUME);

    assertThat(scenario.lastNames()).containsExactly("InstanceResumed");
    assertThat(scenario.control(GRANT).status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void shouldQueueAgainWhenRetried() {
    Scenario scenario = queued().control(GRANT).fail("a").control(ControlTest.RETRY);

    assertThat(scenario.lastNames()).containsExactly("InstanceRetried", "MutexQueued");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.PENDING);
    assertThat(scenario.control(GRANT).lastNames())
        .containsExactly("MutexAcquired", "NodeScheduled");
  }

  private static Scenario impatient() {
    return Scenario.of(
            Definitions.with(
                "'config':{'mutexKey':'m','mutexPolicy':'reject'},", Definitions.task("a")))
        .start();
  }

  @Test
  void shouldSayThatItDoesNotWantToWait() {
    assertThat(impatient().lastOf(MutexQueued.class).reject()).isTrue();
    assertThat(queued().lastOf(MutexQueued.class).reject()).isFalse();
  }

  @Test
  void shouldFailWhenTheMutexIsTakenAndItDoesNotWantToWait() {
    Scenario scenario = impatient().control(DENIAL);

    assertThat(scenario.lastNames()).containsExactly("MutexReleased", "InstanceFailed");
    assertThat(Objects.requireNonNull(scenario.state().error()).code()).isEqualTo("mutex-taken");
    assertThat(scenario.state().error().message()).contains("\"m\"", HOLDER.toString());
  }

  @Test
  void shouldRunWhenTheMutexIsFreeAndItDoesNotWantToWait() {
    assertThat(impatient().control(GRANT).status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void shouldChangeNothingWhenDeniedTooLate() {
    assertThat(impatient().control(GRANT).control(DENIAL).last()).isEmpty();
    assertThat(impatient().control(ControlTest.CANCEL).control(DENIAL).last()).isEmpty();
  }

  @Test
  void shouldAskAgainWhenRetriedAfterADenial() {
    assertThat(impatient().control(DENIAL).control(ControlTest.RETRY).lastNames())
        .containsExactly("InstanceRetried", "MutexQueued");
  }

  @Test
  void shouldSayInWhichQueueItMovesWhenItsPriorityChanges() {
    Control urgent = new SetPriority(Scenario.ID, null, null, 90);

    assertThat(queued().control(urgent).lastOf(PriorityChanged.class).mutexKey()).isEqualTo("m");
    assertThat(queued().control(GRANT).control(urgent).lastOf(PriorityChanged.class).mutexKey())
        .isNull();
  }
}
