package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.intake.LogLevel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineConfigTest {

  private static final Map<String, String> LEAST =
      Map.of(
          "millrace.mysql.url", "jdbc:mysql://db:3306/millrace?password=hidden",
          "millrace.kafka.bootstrap.servers", "kafka:9092");

  private static Map<String, String> with(String... entries) {
    Map<String, String> settings = new HashMap<>(LEAST);
    for (int i = 0; i < entries.length; i += 2) {
      settings.put(entries[i], entries[i + 1]);
    }
    return settings;
  }

  @Test
  void shouldHaveDefaultsForAllThatNeedNotBeSet() {
    EngineConfig config = EngineConfig.of(LEAST, Map.of());

    assertThat(config.topics()).isEqualTo(new EngineConfig.Topics("millrace", 6, -1, true));
    assertThat(config.intake().maxBatch()).isEqualTo(1_000);
    assertThat(config.intake().lease()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.intake().cacheBytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
    assertThat(config.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(config.engineId()).isNotBlank();
  }

  @Test
  void shouldReadUnitsAndChoices() {
    EngineConfig config =
        EngineConfig.of(
            with(
                "millrace.intake.cache", "64MiB",
                "millrace.intake.lease", "2m",
                "millrace.engine.log-level", "warn",
                "millrace.topics.create", "false"),
            Map.of());

    assertThat(config.intake().cacheBytes()).isEqualTo(64L << 20);
    assertThat(config.intake().lease()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.logLevel()).isEqualTo(LogLevel.WARN);
    assertThat(config.topics().create()).isFalse();
  }

  @Test
  void shouldReadTheEnvironmentUnlessASettingSaysOtherwise() {
    EngineConfig config =
        EngineConfig.of(
            with("millrace.engine.id", "from-settings"),
            Map.of(
                "MILLRACE_ENGINE_ID", "from-environment",
                "MILLRACE_INTAKE_MAX_BATCH", "7",
                "MILLRACE_KAFKA_SECURITY_PROTOCOL", "SSL"));

    assertThat(config.engineId()).isEqualTo("from-settings");
    assertThat(config.intake().maxBatch()).isEqualTo(7);
    assertThat(config.kafka()).containsEntry("security.protocol", "SSL");
  }

  @Test
  void shouldNameEveryProblemAtOnce() {
    Map<String, String> settings =
        Map.of(
            "millrace.kafka.bootstrap.servers", "kafka:9092",
            "millrace.intake.threads", "none",
            "millrace.intake.lease", "10 parsecs",
            "millrace.intake.max-bach", "5",
            "millrace.relay.lease", "not mine");

    assertThatExceptionOfType(InvalidEngineConfig.class)
        .isThrownBy(() -> EngineConfig.of(settings, Map.of()))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting("pointer")
                    .containsExactlyInAnyOrder(
                        "millrace.mysql.url",
                        "millrace.intake.threads",
                        "millrace.intake.lease",
                        "millrace.intake.max-bach"))
        .withMessageContaining("from 1s to 5m, was \"10 parsecs\"");
  }

  @Test
  void shouldShowNoSecretsWhenPrinted() {
    EngineConfig config =
        EngineConfig.of(
            with("millrace.mysql.password", "hidden", "millrace.kafka.sasl.jaas.config", "hidden"),
            Map.of());

    assertThat(config.toString()).doesNotContain("hidden").contains("jdbc:mysql://db:3306");
  }
}
