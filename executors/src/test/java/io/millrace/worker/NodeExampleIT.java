package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Json;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.SkipReasons;
import io.millrace.local.junit.TestKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The example in another language, as its README says to run it, against a real broker. */
@MillraceRuntime
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SkipReasons.class)
class NodeExampleIT {

  private static final Path SOURCE = Path.of("examples", "node");
  private static final String EXECUTOR = "shipping-label";

  private Exchange exchange;
  private Process worker;

  @BeforeAll
  void start(TestKafka kafka, @TempDir Path directory) throws Exception {
    assumeTrue(has("node") && has("npm"), "node and npm are not both on the path");
    copy(directory);
    Process install = npm(directory, "ci", "--omit=dev", "--no-audit", "--no-fund");
    assumeTrue(
        install.waitFor(2, TimeUnit.MINUTES) && install.exitValue() == 0,
        "npm ci failed; is a registry within reach?");
    exchange = new Exchange(kafka, "node", 1, EXECUTOR);
    Path log = directory.resolve("worker.log");
    ProcessBuilder node = new ProcessBuilder("node", "worker.js").directory(directory.toFile());
    node.environment().put("MILLRACE_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    node.environment().put("MILLRACE_TOPICS_PREFIX", exchange.prefix());
    worker = node.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Exchange.await().until(() -> Files.readString(log).contains("serves " + EXECUTOR));
  }

  @AfterAll
  void stop() throws InterruptedException {
    if (worker != null) {
      worker.destroy();
      if (!worker.waitFor(10, TimeUnit.SECONDS)) {
        worker.destroyForcibly();
      }
      exchange.close();
    }
  }

  @Test
  void shouldCompleteATask() {
    Task task = exchange.task(EXECUTOR, "{'orderId': 'o-1', 'country': 'DE', 'weightKg': 1.5}");

    TaskCompleted result = (TaskCompleted) exchange.run(task);

    assertThat(result.output())
        .isEqualTo(
            Json.tree(
                "{\"labelId\":\"o-1:%s\",\"carrier\":\"dhl\",\"express\":true}"
                    .formatted(task.idempotencyKey())));
    assertThat(exchange.records(task))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.partition()).isEqualTo(task.replyPartition());
              assertThat(CloudEvents.read(record.headers(), CloudEvents.TYPE))
                  .isEqualTo("task.completed");
            });
  }

  @Test
  void shouldFailATaskWithItsOwnCode() {
    Task task = exchange.task(EXECUTOR, "{'orderId': 'o-2', 'country': 'AQ', 'weightKg': 1}");

    assertThat(((TaskFailed) exchange.run(task)).error())
        .isEqualTo(ErrorInfo.permanent("no-carrier", "No carrier delivers to AQ"));
  }

  @Test
  void shouldMoveToTheDeadLettersWhatIsNoTask() {
    exchange.send(exchange.task(EXECUTOR, "1"), "no json".getBytes(StandardCharsets.UTF_8));

    Exchange.await()
        .untilAsserted(
            () ->
                assertThat(exchange.heard(Topics.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(
                        letter -> {
                          assertThat(letter.value()).asString().isEqualTo("no json");
                          assertThat(CloudEvents.read(letter.headers(), "millrace_code"))
                              .isEqualTo("malformed-message");
                        }));
  }

  private static boolean has(String program) {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Process npm(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("npm"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("npm.log").toFile())
        .start();
  }

  private static void copy(Path directory) throws IOException {
    try (var files = Files.list(SOURCE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
  }
}
