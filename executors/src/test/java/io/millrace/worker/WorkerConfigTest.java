package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.contract.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerConfigTest {

  private static final Map<String, String> KAFKA =
      Map.of("millrace.kafka.bootstrap.servers", "one:9092, two:9092");

  @Test
  void shouldHaveDefaultsWhenOnlyKafkaIsGiven() {
    WorkerConfig config = WorkerConfig.of(KAFKA, Map.of());

    assertThat(config.prefix()).isEqualTo("millrace");
    assertThat(config.consumer()).isEqualTo(ConsumerKind.SHARE);
    assertThat(config.concurrency()).isEqualTo(256);
    assertThat(config.executors()).isEmpty();
    assertThat(config.timing())
        .isEqualTo(
            new WorkerTiming(
                Duration.ofMillis(25),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30)));
    assertThat(config.id()).matches("[A-Za-z0-9._-]+-\\d+-[0-9a-f]+");
  }

  @Test
  void shouldTakeEverythingThatIsGiven() {
    Map<String, String> settings = new HashMap<>(KAFKA);
    settings.put("millrace.kafka.security.protocol", "SSL");
    settings.put("millrace.topics.prefix", "acme");
    settings.put("millrace.worker.id", "worker-1");
    settings.put("millrace.worker.executors", "echo, http");
    settings.put("millrace.worker.hostname", "rack-3");
    settings.put("millrace.worker.capabilities", "gpu, high memory");
    settings.put("millrace.worker.consumer", "classic");
    settings.put("millrace.worker.claim-after", "50");
    settings.put("millrace.worker.drain-timeout", "PT1M");
    settings.put("millrace.executor.http.allow-private-addresses", "true");
    settings.put("other.setting", "is not ours");

    WorkerConfig config = WorkerConfig.of(settings, Map.of());

    assertThat(config.kafka().settings()).containsEntry("security.protocol", "SSL");
    assertThat(config.prefix()).isEqualTo("acme");
    assertThat(config.id()).isEqualTo("worker-1");
    assertThat(config.executors()).containsExactlyInAnyOrder("echo", "http");
    assertThat(config.consumer()).isEqualTo(ConsumerKind.CLASSIC);
    assertThat(config.timing().claimAfter()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.hostname()).isEqualTo("rack-3");
    assertThat(config.capabilities()).containsExactlyInAnyOrder("gpu", "high memory");
    assertThat(config.timing().drainTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.executorSettings()).containsEntry("http.allow-private-addresses", "true");
  }

  @Test
  void shouldReadTheEnvironmentWhenASettingIsNotGiven() {
    Map<String, String> environment =
        Map.of(
            "MILLRACE_KAFKA_BOOTSTRAP_SERVERS", "env:9092",
            "MILLRACE_WORKER_CLAIM_AFTER", "40",
            "MILLRACE_WORKER_CONCURRENCY", "8",
            "MILLRACE_EXECUTOR_HTTP_ALLOW_PRIVATE_ADDRESSES", "true",
            "MILLRACE_SECRET_TOKEN", "hidden",
            "PATH", "/bin");

    WorkerConfig config = WorkerConfig.of(Map.of("millrace.worker.concurrency", "16"), environment);

    assertThat(config.kafka().bootstrapServers()).isEqualTo("env:9092");
    assertThat(config.timing().claimAfter()).isEqualTo(Duration.ofMillis(40));
    assertThat(config.concurrency()).isEqualTo(16);
    assertThat(config.executorSettings()).containsEntry("http.allow-private-addresses", "true");
  }

  @Test
  void shouldReportEveryMistakeAtOnceWhenThereAreSeveral() {
    Map<String, String> settings =
        Map.of(
            "millrace.kafka.bootstrap.servers", "localhost",
            "millrace.worker.concurrency", "many",
            "millrace.worker.consumer", "fast",
            "millrace.worker.capabilities", "gpu,,eu",
            "millrace.worker.dead-after", "PT6S",
            "millrace.worker.concurency", "5",
            "millrace.worker.secrets-file", "/no/such/file");

    InvalidWorkerConfig refused =
        catchThrowableOfType(InvalidWorkerConfig.class, () -> WorkerConfig.of(settings, Map.of()));

    assertThat(refused.problems())
        .extracting(Problem::toString)
        .containsExactlyInAnyOrder(
            "millrace.kafka.bootstrap.servers: must be one or more host:port with commas between"
                + " them, was \"localhost\" (give the addresses of the Kafka brokers)",
            "millrace.worker.concurrency: must be a whole number from 1 to 100000, was \"many\"",
            "millrace.worker.consumer: must be share or classic, was \"fast\"",
            "millrace.worker.capabilities: must be names with commas between them, was \"gpu,,eu\"",
            "millrace.worker.dead-after: must be at least twice worker.heartbeat-interval (PT5S),"
                + " was PT6S (a single late heartbeat would otherwise pass for a death)",
            "millrace.worker.secrets-file: must name a properties file that can be read, was"
                + " \"/no/such/file\"",
            "millrace.worker.concurency: is no setting of a worker (docs/executors.md lists"
                + " them)");
  }

  @Test
  void shouldShowNoSecretWhenPrinted(@TempDir Path directory) throws Exception {
    Path secrets = Files.writeString(directory.resolve("secrets"), "db=from-file\n");
    Map<String, String> settings = new HashMap<>(KAFKA);
    settings.put("millrace.kafka.sasl.jaas.config", "password=hunter2");
    settings.put("millrace.worker.secrets-file", secrets.toString());

    WorkerConfig config = WorkerConfig.of(settings, Map.of("MILLRACE_SECRET_A", "from-env"));

    assertThat(config.toString())
        .contains("one:9092")
        .doesNotContain("hunter2")
        .doesNotContain("from-file")
        .doesNotContain("from-env");
  }
}
