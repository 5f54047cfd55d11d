package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIT {

  private final LocalRuntimeConfig config = LocalRuntimeConfig.from(Map.of(), Set.of());

  @TempDir private Path directory;

  private KafkaSettings settings() {
    return KafkaSettings.in(directory);
  }

  private static Admin admin(LocalKafka kafka) {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
  }

  private static void createTopic(LocalKafka kafka, String name) throws Exception {
    try (Admin admin = admin(kafka)) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
    }
  }

  private static Set<String> topics(LocalKafka kafka) throws Exception {
    try (Admin admin = admin(kafka)) {
      return admin.listTopics().names().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldKeepTopicsAndPortWhenStartedAgain() throws Exception {
    String servers;
    try (LocalKafka kafka = LocalKafka.start(config, settings())) {
      servers = kafka.bootstrapServers();
      createTopic(kafka, "kept");
    }

    try (LocalKafka again = LocalKafka.start(config, settings())) {
      assertThat(again.bootstrapServers()).isEqualTo(servers);
      assertThat(topics(again)).contains("kept");
    }
  }

  @Test
  void shouldWipeTopicsWhenFreshDataAreAskedFor() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(config, settings())) {
      createTopic(kafka, "gone");
    }

    try (LocalKafka again = LocalKafka.start(config, settings().withFreshData())) {
      assertThat(topics(again)).doesNotContain("gone");
    }
  }

  @Test
  void shouldKeepTopicsWhenItsProcessIsKilledAndRestarted() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(config, settings().asOwnProcess())) {
      long killed = kafka.pid().orElseThrow();
      createTopic(kafka, "kept");

      kafka.kill();
      assertThat(ProcessHandle.of(killed)).isEmpty();
      kafka.restart();

      assertThat(topics(kafka)).contains("kept");
      assertThat(kafka.pid().orElseThrow()).isNotEqualTo(killed);
    }
  }

  @Test
  void shouldDescribeItselfInOneLineWhenStarted() {
    try (LocalKafka kafka = LocalKafka.start(config, settings())) {
      assertThat(kafka.description())
          .startsWith("Kafka 4.3.1 at " + kafka.bootstrapServers())
          .contains("embedded in this process (MILLRACE_KAFKA is not set)")
          .doesNotContain("\n");
      assertThatExceptionOfType(LocalRuntimeException.class)
          .isThrownBy(kafka::kill)
          .withMessageContaining("a process of its own");
    }
  }

  @Test
  void shouldUseTheGivenBrokerWhenAnAddressIsConfigured() {
    try (LocalKafka running = LocalKafka.start(config, settings());
        LocalKafka given = LocalKafka.start(configured(running), settings())) {
      assertThat(given.description())
          .isEqualTo("Kafka at " + running.bootstrapServers() + ", as MILLRACE_KAFKA says");
    }
  }

  private static LocalRuntimeConfig configured(LocalKafka kafka) {
    return LocalRuntimeConfig.from(Map.of("MILLRACE_KAFKA", kafka.bootstrapServers()), Set.of());
  }
}
