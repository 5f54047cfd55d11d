package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.Json;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.contract.message.TaskStarted;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskOutcome;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestKafka;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Workers in processes of their own die or are stopped in the middle of a task. */
@MillraceRuntime
class WorkerLossIT {

  private static final String LONG = "{'ms': 3600000}";

  /** Does at once what the lost worker would have slept through. */
  private static final TaskExecutor QUICK =
      new Handmade("sleep", task -> TaskOutcome.completed("done by another"));

  @TempDir private Path directory;
  private Exchange exchange;

  @BeforeEach
  void open(TestKafka kafka, TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    exchange = new Exchange(kafka, name.substring(0, Math.min(40, name.length())), 1, "sleep");
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  @Test
  void shouldGiveAShortTaskToAnotherWorkerAtOnceWhenItsWorkerIsKilled() throws Exception {
    Task task = exchange.task("sleep", LONG);
    String[] unclaimed = {"worker.executors", "sleep", "worker.claim-after", "PT10S"};
    try (WorkerProcess victim = WorkerProcess.start(directory, exchange.settings(unclaimed))) {
      exchange.send(task);
      Exchange.await().until(() -> isRunning());
      try (Worker other = exchange.worker(List.of(QUICK), unclaimed)) {
        victim.kill();

        assertThat(exchange.result(task)).isInstanceOf(TaskCompleted.class);
        Exchange.await().until(() -> other.running() == 0);
      }
    }
    assertThat(exchange.finals(task)).hasSize(1);
  }

  @Test
  void shouldGiveAClaimedTaskToAnotherWorkerWhenItsWorkerIsKilled() throws Exception {
    Task task = exchange.task("sleep", LONG);
    try (WorkerProcess victim =
        WorkerProcess.start(directory, exchange.settings("worker.executors", "sleep"))) {
      exchange.send(task);
      Exchange.await().until(() -> exchange.results(task).anyMatch(TaskStarted.class::isInstance));
      try (Worker other = exchange.worker(List.of(QUICK))) {
        victim.kill();

        Result result = exchange.result(task);

        assertThat(result).isInstanceOf(TaskCompleted.class);
        assertThat(result.engineId()).isEqualTo(other.id());
        Exchange.await().until(this::noClaimIsOpen);
      }
    }
    assertThat(exchange.finals(task)).hasSize(1);
  }

  @Test
  void shouldGiveUpATaskWhenItKillsOneWorkerAfterTheOther() throws Exception {
    Task task = exchange.task("sleep", LONG);
    String[] settings = {"worker.executors", "sleep", "worker.delivery-limit", "2"};
    try (WorkerProcess victim = WorkerProcess.start(directory, exchange.settings(settings))) {
      exchange.send(task);
      Exchange.await().until(() -> exchange.results(task).anyMatch(TaskStarted.class::isInstance));
      try (Worker other = exchange.worker(List.of(QUICK), settings)) {
        victim.kill();

        TaskFailed failed = (TaskFailed) exchange.result(task);

        assertThat(failed.engineId()).isEqualTo(other.id());
        assertThat(failed.error().code()).isEqualTo("worker-lost");
        assertThat(failed.error().retryable()).isTrue();
      }
    }
  }

  @Test
  void shouldFinishWhatRunsAndHandOverTheRestWhenTerminated() throws Exception {
    Task fits = exchange.task("sleep", "{'ms': 1500}");
    Task doesNotFit = exchange.task("sleep", LONG);
    try (WorkerProcess leaving =
        WorkerProcess.start(
            directory,
            exchange.settings("worker.executors", "sleep", "worker.drain-timeout", "PT4S"))) {
      exchange.send(fits);
      exchange.send(doesNotFit);
      Exchange.await()
          .until(
              () ->
                  exchange.results(fits).findAny().isPresent()
                      && exchange.results(doesNotFit).findAny().isPresent());
      leaving.terminate();
      Exchange.await()
          .until(() -> exchange.heartbeats().anyMatch(h -> h.status().equals("maintenance")));

      Task after = exchange.send(exchange.task("sleep", "{'ms': 1}"));
      assertThat(leaving.ended()).isTrue();

      TaskCompleted finished = (TaskCompleted) exchange.result(fits);
      assertThat(finished.output()).isEqualTo(Json.tree("{\"sleptMs\":1500}"));
      assertThat(exchange.finals(after)).isEmpty();
      assertThat(exchange.finals(doesNotFit)).isEmpty();
      assertThat(exchange.heartbeats().toList().getLast().status()).isEqualTo("inactive");
      assertThat(noClaimIsOpen()).isTrue();
      try (Worker other = exchange.worker(List.of(QUICK))) {
        assertThat(exchange.result(doesNotFit).engineId()).isEqualTo(other.id());
        assertThat(exchange.result(after).engineId()).isEqualTo(other.id());
      }
    }
  }

  /** A task that is not claimed shows in its worker's heartbeat only. */
  private boolean isRunning() {
    return exchange
        .heartbeats()
        .anyMatch(h -> h.load() != null && h.load().path("activeNodes").asInt() == 1);
  }

  private boolean noClaimIsOpen() {
    return exchange.heard(Topics.CLAIMS).filter(r -> r.value() == null).count() * 2
        == exchange.heard(Topics.CLAIMS).count();
  }
}
