package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.Topics;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskStarted;
import io.millrace.executor.builtin.EchoExecutor;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kafka is not there yet, or goes away and comes back. */
@MillraceRuntime
class KafkaAwayIT {

  @Test
  void shouldGoOnWhenKafkaIsBack(TestKafka kafka) throws Exception {
    Gate gate = new Gate();
    try (Exchange exchange = new Exchange(kafka, "restart", 1, "echo", "gate");
        Worker worker = exchange.worker(List.of(new EchoExecutor(), gate))) {
      Task runningThen = exchange.send(exchange.task("gate", "null"));
      exchange.run(exchange.task("echo", "1"));
      Exchange.await()
          .until(() -> exchange.results(runningThen).anyMatch(TaskStarted.class::isInstance));

      kafka.broker().restart();
      gate.opened.countDown();

      assertThat(exchange.run(exchange.task("echo", "2")).engineId()).isEqualTo(worker.id());
      assertThat(exchange.result(runningThen)).isInstanceOf(TaskCompleted.class);
      assertThat(exchange.finals(runningThen)).hasSize(1);
    }
  }

  @Test
  void shouldWaitForTopicsAndCreateItsOwnWhenItIsFirst(TestKafka kafka) throws Exception {
    String prefix = kafka.topic("fresh");
    Map<String, String> settings =
        Map.of(
            "millrace.kafka.bootstrap.servers",
            kafka.bootstrapServers(),
            "millrace.topics.prefix",
            prefix);
    try (Worker worker =
        Worker.start(WorkerConfig.of(settings, Map.of()), List.of(new EchoExecutor()))) {
      assertThat(worker.awaitReady(Duration.ofMillis(1500))).isFalse();

      kafka.createTopic("fresh." + Topics.RESULTS.suffix(), 3);
      kafka.createTopic("fresh." + Topics.DEAD_LETTERS.suffix(), 1);
      kafka.createTopic("fresh." + Topics.ENGINES.suffix(), 1);

      assertThat(worker.awaitReady(Duration.ofSeconds(20))).isTrue();
      assertThat(kafka.admin().listTopics().names().get())
          .contains(prefix + ".tasks.echo", prefix + ".claims");
    }
  }

  @Test
  void shouldStopAtOnceWhenThereIsNoKafka() {
    Map<String, String> nowhere = Map.of("millrace.kafka.bootstrap.servers", "127.0.0.1:1");
    Worker worker = Worker.start(WorkerConfig.of(nowhere, Map.of()), List.of(new EchoExecutor()));

    Exchange.await().atMost(Duration.ofSeconds(30)).untilAsserted(worker::close);

    assertThat(worker.running()).isZero();
  }
}
