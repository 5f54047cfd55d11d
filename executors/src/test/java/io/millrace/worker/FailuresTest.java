package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.ErrorInfo;
import io.millrace.executor.TaskFailure;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void shouldKeepTheErrorWhenTheExecutorChoseIt() {
    assertThat(Failures.of(TaskFailure.permanent("no-stock", "sold out")))
        .isEqualTo(ErrorInfo.permanent("no-stock", "sold out"));
  }

  @Test
  void shouldMakeTheCodeOfTheClassWhenItTellsSomething() {
    assertThat(Failures.of(new SocketTimeoutException("slow")))
        .isEqualTo(ErrorInfo.transientError("socket-timeout", "slow"));
    assertThat(Failures.of(new SQLException("gone")).code()).isEqualTo("sql");
    assertThat(Failures.of(new StackOverflowError()).code()).isEqualTo("stack-overflow");
  }

  @Test
  void shouldUseTheCommonCodeWhenTheClassTellsNothing() {
    assertThat(Failures.of(new RuntimeException("oops")).code()).isEqualTo("executor-failed");
    assertThat(Failures.of(new Exception("oops")).code()).isEqualTo("executor-failed");
    assertThat(Failures.of(new RuntimeException() {}).code()).isEqualTo("executor-failed");
  }

  @Test
  void shouldNameTheClassWhenThereIsNoMessage() {
    assertThat(Failures.of(new NullPointerException()).message())
        .isEqualTo("java.lang.NullPointerException");
  }
}
