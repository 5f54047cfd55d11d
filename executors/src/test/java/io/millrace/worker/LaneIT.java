package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.message.Result;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.builtin.EchoExecutor;
import io.millrace.executor.builtin.NoopExecutor;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestKafka;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

@MillraceRuntime
class LaneIT {

  private static final int LANES = 12;

  private final List<Worker> workers = new ArrayList<>();
  private final Gate gate = new Gate();
  private Exchange exchange;

  @BeforeEach
  void start(TestKafka kafka, TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    exchange = new Exchange(kafka, name.substring(0, 40), 1, "echo", "noop", "gate");
  }

  @AfterEach
  void stop() {
    gate.opened.countDown();
    workers.forEach(Worker::close);
    exchange.close();
  }

  @Test
  void shouldOwnAllLanesAndRunWhatIsSentThereWhenAlone() throws InterruptedException {
    Worker alone = worker(new EchoExecutor());

    Exchange.await().until(() -> exchange.lanes(alone).size() == LANES);
    List<Task> sent =
        IntStream.range(0, LANES)
            .mapToObj(lane -> exchange.sendToLane(lane, exchange.task("echo", "'" + lane + "'")))
            .toList();

    assertThat(sent.stream().map(exchange::result).map(Result::engineId)).containsOnly(alone.id());
  }

  @Test
  void shouldShareTheLanesAndTakeThemOverWhenTheOtherLeaves() throws InterruptedException {
    Worker first = worker(new EchoExecutor());
    Worker second = worker(new EchoExecutor());
    Exchange.await()
        .until(
            () -> exchange.lanes(first).size() == LANES / 2 && exchange.lanes(second).size() == 6);
    int lane = exchange.lanes(second).getFirst();

    assertThat(exchange.lanes(first)).doesNotContainAnyElementsOf(exchange.lanes(second));
    assertThat(exchange.result(exchange.sendToLane(lane, exchange.task("echo", "1"))).engineId())
        .isEqualTo(second.id());

    second.close();
    assertThat(exchange.result(exchange.sendToLane(lane, exchange.task("echo", "2"))).engineId())
        .isEqualTo(first.id());
    assertThat(exchange.lanes(first)).hasSize(LANES);
  }

  @Test
  void shouldPassOnWhatItCannotDoWhenALaneHadAnotherOwner() throws InterruptedException {
    Worker poor = worker(new EchoExecutor());
    Exchange.await().until(() -> exchange.lanes(poor).size() == LANES);
    Task otherExecutor = exchange.sendToLane(3, exchange.task("noop", "null"));
    Task otherAbility = exchange.sendToLane(3, exchange.needing("gpu", exchange.task("echo", "1")));
    exchange.result(exchange.sendToLane(3, exchange.task("echo", "2")));

    assertThat(exchange.finals(otherExecutor)).isEmpty();
    assertThat(exchange.finals(otherAbility)).isEmpty();

    Worker able = worker(List.of(new EchoExecutor(), new NoopExecutor()), "gpu");
    assertThat(exchange.result(otherExecutor).engineId()).isEqualTo(able.id());
    assertThat(exchange.result(otherAbility).engineId()).isEqualTo(able.id());
  }

  @Test
  void shouldPullWhatNeedsAnAbilityOnlyWhenItHasIt() throws InterruptedException {
    Worker able = worker(List.of(new EchoExecutor()), "gpu,high memory");
    worker(new EchoExecutor());

    Task first = exchange.send(exchange.needing("high memory", exchange.task("echo", "1")));
    Task second = exchange.send(exchange.needing("gpu", exchange.task("echo", "2")));

    assertThat(Stream.of(first, second).map(exchange::result))
        .allSatisfy(result -> assertThat(result).isInstanceOf(TaskCompleted.class))
        .extracting(Result::engineId)
        .containsOnly(able.id());
  }

  @Test
  void shouldLetChosenTasksInBetweenWhenThereIsOnePlaceOnly() throws InterruptedException {
    Worker narrow = exchange.worker(List.of(new EchoExecutor(), gate), "worker.concurrency", "1");
    workers.add(narrow);
    Exchange.await().until(() -> exchange.lanes(narrow).size() == LANES);
    Task blocking = exchange.send(exchange.task("gate", "null"));
    Exchange.await().until(() -> gate.inside.get() == 1);
    List<Task> pulled =
        Stream.generate(() -> exchange.send(exchange.task("echo", "1"))).limit(20).toList();
    List<Task> chosen =
        Stream.generate(() -> exchange.sendToLane(5, exchange.task("echo", "1")))
            .limit(20)
            .toList();

    gate.opened.countDown();

    assertThat(chosen).allSatisfy(task -> assertThat(exchange.result(task)).isNotNull());
    assertThat(pulled).allSatisfy(task -> assertThat(exchange.result(task)).isNotNull());
    assertThat(Stream.concat(chosen.stream(), pulled.stream()))
        .allSatisfy(task -> assertThat(exchange.finals(task)).hasSize(1));
    assertThat(exchange.result(blocking)).isInstanceOf(TaskCompleted.class);
  }

  private Worker worker(TaskExecutor... executors) throws InterruptedException {
    Worker worker = exchange.worker(List.of(executors));
    workers.add(worker);
    return worker;
  }

  private Worker worker(List<TaskExecutor> executors, String capabilities)
      throws InterruptedException {
    Worker worker = exchange.worker(executors, "worker.capabilities", capabilities);
    workers.add(worker);
    return worker;
  }
}
