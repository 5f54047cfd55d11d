package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.contract.Problem;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.builtin.EchoExecutor;
import io.millrace.executor.builtin.HttpExecutor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ExecutorsTest {

  @Test
  void shouldFindTheBuiltInsThroughTheServiceLoader() {
    assertThat(ServiceLoader.load(TaskExecutor.class))
        .extracting(TaskExecutor::name)
        .contains("echo", "noop", "sleep", "fail", "http", "kafka");
  }

  @Test
  void shouldServeOnlyThoseThatAreNamedWhenSomeAre() {
    WorkerConfig config = config(Map.of("millrace.worker.executors", "echo"));

    assertThat(Executors.open(config, List.of(new EchoExecutor(), new HttpExecutor())))
        .containsOnlyKeys("echo");
  }

  @Test
  void shouldReportEverythingWhenExecutorsAndSettingsDoNotFit() {
    WorkerConfig config =
        config(
            Map.of(
                "millrace.worker.executors", "echo,http,ship",
                "millrace.executor.http.allow-private-addresses", "perhaps",
                "millrace.executor.echo.loud", "true"));

    InvalidWorkerConfig refused =
        catchThrowableOfType(
            InvalidWorkerConfig.class,
            () ->
                Executors.open(
                    config, List.of(new EchoExecutor(), new EchoExecutor(), new HttpExecutor())));

    assertThat(refused.problems())
        .extracting(Problem::message)
        .containsExactly(
            "is the name of two executors: io.millrace.executor.builtin.EchoExecutor and"
                + " io.millrace.executor.builtin.EchoExecutor",
            "names [ship], for which there is no executor",
            "is no setting of an executor here",
            "allow-private-addresses must be true or false, was \"perhaps\"");
  }

  private static WorkerConfig config(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("millrace.kafka.bootstrap.servers", "localhost:9092");
    return WorkerConfig.of(all, Map.of());
  }
}
