package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Json;
import io.millrace.contract.SecretPlace;
import io.millrace.contract.Topics;
import io.millrace.contract.message.EngineHeartbeat;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.contract.message.TaskHeartbeat;
import io.millrace.contract.message.TaskStarted;
import io.millrace.executor.TaskFailure;
import io.millrace.executor.TaskOutcome;
import io.millrace.executor.builtin.EchoExecutor;
import io.millrace.executor.builtin.FailExecutor;
import io.millrace.executor.builtin.KafkaExecutor;
import io.millrace.executor.builtin.SleepExecutor;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MillraceRuntime
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerIT {

  private final Gate gate = new Gate();
  private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
  private TestKafka kafka;
  private Exchange exchange;
  private Task waitingBefore;
  private Worker worker;

  @BeforeAll
  void start(TestKafka given) throws InterruptedException {
    kafka = given;
    exchange =
        new Exchange(
            kafka,
            "w",
            1,
            "echo",
            "fail",
            "sleep",
            "gate",
            "throw",
            "stubborn",
            "kafka",
            "tell",
            "deep");
    waitingBefore = exchange.send(exchange.task("echo", "'I was here first'"));
    worker =
        exchange.worker(
            List.of(
                new EchoExecutor(),
                new FailExecutor(),
                new SleepExecutor(),
                new KafkaExecutor(),
                gate,
                new Handmade(
                    "throw",
                    task -> {
                      throw task.config().json().isNull()
                          ? new IllegalStateException("broken")
                          : TaskFailure.permanent("no-stock", "sold out");
                    }),
                new Handmade(
                    "deep",
                    task -> TaskOutcome.completed(Json.tree("[".repeat(70) + "]".repeat(70)))),
                new Handmade(
                    "tell",
                    task -> {
                      task.progress(Json.tree("{\"done\":5}"));
                      gate.opened.await();
                      return TaskOutcome.completed();
                    }),
                new Handmade(
                    "stubborn",
                    task -> {
                      try {
                        TimeUnit.DAYS.sleep(1);
                      } catch (InterruptedException e) {
                        interrupted.complete(task.isCancelled());
                      }
                      return TaskOutcome.completed("too late");
                    })),
            "worker.id",
            "worker-it",
            "worker.max-output-bytes",
            "2000");
  }

  @AfterAll
  void stop() {
    gate.opened.countDown();
    worker.close();
    exchange.close();
  }

  @Test
  void shouldReportTheOutputWhereTheTaskWantsIt() {
    Task task = exchange.task("echo", "{'a': 1}");

    TaskCompleted result = (TaskCompleted) exchange.run(task);

    assertThat(result.output()).isEqualTo(task.config());
    assertThat(result.nodeNo()).isEqualTo(task.nodeNo());
    assertThat(result.attempt()).isEqualTo(1);
    assertThat(result.engineId()).isEqualTo("worker-it");
    assertThat(result.finishedAt()).isAfterOrEqualTo(result.startedAt());
    ConsumerRecord<String, byte[]> record = exchange.records(task).findFirst().orElseThrow();
    assertThat(record.partition()).isEqualTo(task.replyPartition());
    assertThat(CloudEvents.read(record.headers(), CloudEvents.TYPE)).isEqualTo("task.completed");
    assertThat(CloudEvents.read(record.headers(), CloudEvents.ID))
        .isEqualTo("%s-1-1-%s-task.completed".formatted(task.instanceId(), result.claimId()));
    assertThat(CloudEvents.read(record.headers(), CloudEvents.SOURCE))
        .isEqualTo("/" + exchange.prefix() + "/workers/worker-it");
  }

  @Test
  void shouldRunWhatWaitedBeforeTheFirstWorkerCame() {
    assertThat(exchange.result(waitingBefore)).isInstanceOf(TaskCompleted.class);
  }

  @Test
  void shouldSayOneThingOnlyWhenATaskIsShort() {
    Task task = exchange.task("echo", "{}");

    exchange.run(task);

    assertThat(exchange.results(task)).hasSize(1);
  }

  @Test
  void shouldReportTheErrorWhenAnExecutorFails() {
    Task task = exchange.task("fail", "{'code': 'E7', 'message': 'no', 'retryable': false}");

    assertThat(error(exchange.run(task))).isEqualTo(ErrorInfo.permanent("E7", "no"));
  }

  @Test
  void shouldReportARetryableErrorWhenAnExecutorThrows() {
    assertThat(error(exchange.run(exchange.task("throw", "null"))))
        .isEqualTo(ErrorInfo.transientError("illegal-state", "broken"));
  }

  @Test
  void shouldReportTheChosenErrorWhenAnExecutorThrowsAFailure() {
    assertThat(error(exchange.run(exchange.task("throw", "1"))))
        .isEqualTo(ErrorInfo.permanent("no-stock", "sold out"));
  }

  @Test
  void shouldTellThatItStartedAndLivesWhenATaskTakesLonger() {
    Task task = exchange.task("sleep", "{'ms': 1200}");

    exchange.run(task);

    List<Result> results = exchange.results(task).toList();
    assertThat(results.getFirst()).isInstanceOf(TaskStarted.class);
    assertThat(results.getLast()).isInstanceOf(TaskCompleted.class);
    assertThat(results.subList(1, results.size() - 1))
        .isNotEmpty()
        .allMatch(TaskHeartbeat.class::isInstance);
    assertThat(results).extracting(Result::claimId).containsOnly(results.getFirst().claimId());
    assertThat(exchange.records(task).map(r -> CloudEvents.read(r.headers(), CloudEvents.ID)))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldTellHowFarItIsWhenTheExecutorSays() {
    Task task = exchange.send(exchange.task("tell", "null"));

    Exchange.await()
        .untilAsserted(
            () ->
                assertThat(exchange.results(task))
                    .anyMatch(
                        r ->
                            r instanceof TaskHeartbeat beat
                                && Json.tree("{\"done\":5}").equals(beat.progress())));
  }

  @Test
  void shouldNotKeepOthersWaitingWhenATaskTakesLong() {
    Set<Task> longOnes = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      longOnes.add(exchange.send(exchange.task("gate", "null")));
    }

    assertThat(exchange.run(exchange.task("echo", "1"))).isInstanceOf(TaskCompleted.class);
    assertThat(longOnes).allMatch(task -> exchange.finals(task).isEmpty());
  }

  @Test
  void shouldInterruptAndLeaveTheTimeOutToTheEngineWhenTheDeadlinePasses() throws Exception {
    Task task = exchange.until(Instant.now().plusMillis(700), exchange.task("stubborn", "null"));

    exchange.send(task);

    assertThat(interrupted.get(10, TimeUnit.SECONDS)).as("isCancelled").isTrue();
    exchange.run(exchange.task("echo", "'after it'"));
    assertThat(exchange.finals(task)).isEmpty();
  }

  @Test
  void shouldNotBeginWhenTheDeadlineHasPassed() {
    Task task = exchange.until(Instant.now().minusSeconds(1), exchange.task("echo", "1"));

    exchange.send(task);

    exchange.run(exchange.task("echo", "'after it'"));
    assertThat(exchange.results(task)).isEmpty();
  }

  @Test
  void shouldMoveATaskToTheDeadLettersWhenItIsMalformed() {
    byte[] poison = "{\"instanceId\":\"x\"".getBytes(StandardCharsets.UTF_8);
    Task after = exchange.task("echo", "1");

    exchange.send(exchange.task("echo", "1"), poison);
    exchange.run(after);

    ConsumerRecord<String, byte[]> letter = deadLetter(poison);
    assertThat(CloudEvents.read(letter.headers(), "millrace_code")).isEqualTo("malformed-message");
    assertThat(CloudEvents.read(letter.headers(), "millrace_reason")).contains("JSON");
    assertThat(CloudEvents.read(letter.headers(), "millrace_topic"))
        .isEqualTo(exchange.prefix() + ".tasks.echo");
    assertThat(CloudEvents.read(letter.headers(), "millrace_offset")).matches("\\d+");
  }

  @Test
  void shouldMoveATaskToTheDeadLettersWhenItsReplyPartitionDoesNotExist() {
    Task task = exchange.task("echo", "1");
    byte[] poison =
        Json.text(task)
            .replaceFirst("\"replyPartition\":\\d", "\"replyPartition\":9")
            .getBytes(StandardCharsets.UTF_8);

    exchange.send(task, poison);

    assertThat(CloudEvents.read(deadLetter(poison).headers(), "millrace_reason"))
        .startsWith("/replyPartition must be less than 3");
  }

  @Test
  void shouldRefuseATaskThatNamesAnExecutorItDoesNotHave() {
    Task stray = exchange.task("echo", "1");
    byte[] value =
        Json.text(stray).replace("\"echo\"", "\"other\"").getBytes(StandardCharsets.UTF_8);

    assertThat(error(exchange.result(exchange.send(stray, value))).code())
        .isEqualTo("unknown-executor");
  }

  @Test
  void shouldUseSecretsAndNeverReturnThem() {
    Task task = exchange.task("echo", "'Bearer HERE'", new SecretPlace("", 7, 4, "token"));

    assertThat(((TaskCompleted) exchange.run(task)).output().asText()).isEqualTo("Bearer ***");
  }

  @Test
  void shouldFailForGoodWhenTheOutputIsTooLarge() {
    ErrorInfo error = error(exchange.run(exchange.task("echo", "'" + "x".repeat(2000) + "'")));

    assertThat(error.code()).isEqualTo("output-too-large");
    assertThat(error.retryable()).isFalse();
  }

  @Test
  void shouldFailForGoodWhenTheOutputCannotBeStored() {
    ErrorInfo error = error(exchange.run(exchange.task("deep", "null")));

    assertThat(error.code()).isEqualTo("not-storable");
    assertThat(error.message()).contains("nested");
    assertThat(error.retryable()).isFalse();
  }

  @Test
  void shouldShowItselfInTheEngineDirectory() {
    EngineHeartbeat heartbeat =
        Exchange.await()
            .until(() -> exchange.heartbeats().findFirst().orElse(null), x -> x != null);

    assertThat(heartbeat.engineId()).isEqualTo("worker-it");
    assertThat(heartbeat.status()).isEqualTo("active");
    assertThat(heartbeat.roles()).containsExactly("worker");
    assertThat(heartbeat.executors()).contains("echo", "gate");
    assertThat(String.valueOf(heartbeat.load())).contains("\"capacity\":256");
  }

  @Test
  void shouldPublishWhenTheKafkaExecutorIsAsked() {
    String topic = kafka.createTopic("published", 2);
    Task task =
        exchange.task(
            "kafka",
            "{'topic': '%s', 'key': 'k', 'value': {'n': 1}, 'headers': {'h': 'v'}, 'partition': 1}"
                .formatted(topic));

    TaskCompleted result = (TaskCompleted) exchange.run(task);

    assertThat(result.output().path("topic").asText()).isEqualTo(topic);
    assertThat(result.output().path("partition").asInt()).isEqualTo(1);
    assertThat(result.output().path("offset").asLong()).isZero();
  }

  @Test
  void shouldNotPublishToTopicsOfMillrace() {
    Task task =
        exchange.task("kafka", "{'topic': '%s.controls', 'value': 1}".formatted(exchange.prefix()));

    ErrorInfo error = error(exchange.run(task));

    assertThat(error.code()).isEqualTo("invalid-config");
    assertThat(error.message()).startsWith("config.topic must not be one of Millrace's own");
  }

  @Test
  void shouldRunNoMoreAtOnceThanAllowed() throws InterruptedException {
    try (Exchange own = new Exchange(kafka, "bound", 1, "gate")) {
      Gate narrow = new Gate();
      List<Task> tasks =
          Stream.generate(() -> own.send(own.task("gate", "null"))).limit(20).toList();
      try (Worker few = own.worker(List.of(narrow), "worker.concurrency", "4")) {
        Exchange.await().until(() -> narrow.inside.get() == 4);
        Exchange.await()
            .during(Duration.ofMillis(1500))
            .until(() -> narrow.entered.get() == 4 && few.running() == 4);
        narrow.opened.countDown();
        tasks.forEach(own::result);
      }
      assertThat(narrow.most).hasValue(4);
      assertThat(tasks).allMatch(task -> own.finals(task).size() == 1);
    }
  }

  private ConsumerRecord<String, byte[]> deadLetter(byte[] value) {
    return Exchange.await()
        .until(
            () ->
                exchange
                    .heard(Topics.DEAD_LETTERS)
                    .filter(letter -> Arrays.equals(letter.value(), value))
                    .findFirst()
                    .orElse(null),
            x -> x != null);
  }

  private static ErrorInfo error(Result result) {
    return ((TaskFailed) result).error();
  }
}
