package io.millrace.executor.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contract.ErrorInfo;
import io.millrace.executor.TaskOutcome;
import org.junit.jupiter.api.Test;

class SimpleExecutorsTest {

  @Test
  void shouldReturnItsConfigWhenEcho() {
    FakeContext task = FakeContext.with("{'a': [1, {'b': null}]}");

    assertThat(new EchoExecutor().execute(task))
        .isEqualTo(TaskOutcome.completed(task.config().json()));
  }

  @Test
  void shouldReturnNullWhenNoop() {
    assertThat(new NoopExecutor().execute(FakeContext.with("{'any': 'thing'}")))
        .isEqualTo(TaskOutcome.completed());
  }

  @Test
  void shouldTakeAtLeastItsTimeWhenSleep() throws InterruptedException {
    long before = System.nanoTime();

    TaskOutcome outcome = new SleepExecutor().execute(FakeContext.with("{'ms': 20}"));

    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(20_000_000L);
    assertThat(outcome).hasToString("Completed[output={\"sleptMs\":20}]");
  }

  @Test
  void shouldNameTheFieldWhenSleepHasNoTime() {
    assertThatThrownBy(() -> new SleepExecutor().execute(FakeContext.with("{}")))
        .hasMessage("config.ms is required: a whole number from 0 to 86400000");
  }

  @Test
  void shouldNameTheKnownFieldsWhenSleepHasAnUnknownOne() {
    assertThatThrownBy(() -> new SleepExecutor().execute(FakeContext.with("{'seconds': 1}")))
        .hasMessage("config.seconds is unknown; known are ms");
  }

  @Test
  void shouldFailOnlyItsFirstAttemptsWhenFailHasTimes() {
    FakeContext task = FakeContext.with("{'times': 2, 'code': 'E1', 'message': 'no', 'x': 1}");
    FailExecutor fail = new FailExecutor();

    assertThat(fail.execute(task.attempt(2)))
        .isEqualTo(new TaskOutcome.Failed(new ErrorInfo("E1", "no", true, null)));
    assertThat(fail.execute(task.attempt(3)))
        .isEqualTo(TaskOutcome.completed(task.config().json()));
  }

  @Test
  void shouldFailEveryAttemptWhenFailHasNoTimes() {
    TaskOutcome outcome =
        new FailExecutor().execute(FakeContext.with("{'retryable': false}").attempt(99));

    assertThat(outcome)
        .isEqualTo(
            new TaskOutcome.Failed(
                new ErrorInfo("failed-on-purpose", "Attempt 99 failed.", false, null)));
  }
}
