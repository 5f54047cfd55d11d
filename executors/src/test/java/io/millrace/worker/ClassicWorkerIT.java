package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.message.Result;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.executor.builtin.EchoExecutor;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestKafka;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The same worker on a classic consumer group. */
@MillraceRuntime
class ClassicWorkerIT {

  private static final String[] CLASSIC = {
    "worker.consumer", "classic", "worker.concurrency", "8", "worker.drain-timeout", "200"
  };

  private final Gate gate = new Gate();
  private Exchange exchange;

  @BeforeEach
  void open(TestKafka kafka, TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    exchange =
        new Exchange(kafka, name.substring(0, Math.min(40, name.length())), 3, "echo", "gate");
  }

  @AfterEach
  void close() {
    gate.opened.countDown();
    exchange.close();
  }

  @Test
  void shouldRunEveryTaskOnceWhenThereAreMoreThanFitAtOnce() throws Exception {
    List<Task> tasks =
        Stream.generate(() -> exchange.send(exchange.task("echo", "1"))).limit(100).toList();

    try (Worker worker = exchange.worker(List.of(new EchoExecutor()), CLASSIC)) {
      assertThat(tasks).allMatch(task -> exchange.result(task) instanceof TaskCompleted);
      assertThat(worker.executors()).containsExactly("echo");
    }

    assertThat(tasks).allMatch(task -> exchange.finals(task).size() == 1);
  }

  @Test
  void shouldNotRunAgainWhatWasDoneWhenANewWorkerComes() throws Exception {
    Task first = exchange.task("echo", "1");
    Task second = exchange.task("echo", "2");
    try (Worker worker = exchange.worker(List.of(new EchoExecutor()), CLASSIC)) {
      assertThat(exchange.run(first).engineId()).isEqualTo(worker.id());
    }

    try (Worker worker = exchange.worker(List.of(new EchoExecutor()), CLASSIC)) {
      assertThat(exchange.run(second).engineId()).isEqualTo(worker.id());
    }

    assertThat(exchange.finals(first)).hasSize(1);
  }

  @Test
  void shouldHandOverWhatDoesNotEndInTimeWhenClosed() throws Exception {
    Task task = exchange.task("gate", "null");
    Worker closing = exchange.worker(List.of(gate), CLASSIC);
    exchange.send(task);
    Exchange.await().until(() -> gate.inside.get() == 1);

    closing.close();

    assertThat(gate.inside).hasValue(0);
    gate.opened.countDown();
    try (Worker other = exchange.worker(List.of(gate), CLASSIC)) {
      Result result = exchange.result(task);
      assertThat(result.engineId()).isEqualTo(other.id());
    }
    assertThat(exchange.finals(task)).hasSize(1);
  }
}
