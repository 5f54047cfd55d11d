package io.millrace.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.schema.TimePartitions.Width;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelayConfigTest {

  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "mysql.url", "jdbc:mysql://db:3307/flow?sslMode=REQUIRED",
              "mysql.user", "relay",
              "mysql.password", "secret",
              "kafka.bootstrap.servers", "broker:9092"));

  @Test
  void shouldHaveDefaultsForAllButTheAddresses() {
    RelayConfig config = RelayConfig.of(settings);

    assertThat(config.kafka().topicPrefix()).isEqualTo("millrace");
    assertThat(config.kafka().relayName()).isEqualTo("relay");
    assertThat(config.lease()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.batchRows()).isEqualTo(2000);
    assertThat(config.retention()).isEqualTo(Duration.ofDays(3));
    assertThat(config.partitionWidth()).isEqualTo(Width.DAY);
    assertThat(config.republishFrom()).isEmpty();
  }

  @Test
  void shouldTakeWhatIsSet() {
    settings.putAll(
        Map.of(
            "relay.lease", "1500ms",
            "relay.retention", "off",
            "relay.partitions", "hour",
            "relay.republish.from", "42",
            "kafka.security.protocol", "SSL"));

    RelayConfig config = RelayConfig.of(settings);

    assertThat(config.lease()).isEqualTo(Duration.ofMillis(1500));
    assertThat(config.retention()).isZero();
    assertThat(config.partitionWidth()).isEqualTo(Width.HOUR);
    assertThat(config.republishFrom()).hasValue(42);
    assertThat(config.kafka().properties()).containsEntry("security.protocol", "SSL");
  }

  @Test
  void shouldReadTheBinlogOfTheServerThatTheUrlNames() {
    RelayConfig config = RelayConfig.of(settings);

    assertThat(config.mysql().binlogSource(config.heartbeat()))
        .hasToString("relay@db:3307/flow")
        .extracting("sslMode", "password")
        .containsExactly("required", "secret");
  }

  @Test
  void shouldReadEnvironmentVariables() {
    RelayConfig config =
        RelayConfig.ofEnvironment(
            Map.of(
                "MILLRACE_MYSQL_URL", "jdbc:mysql://db/flow?user=me&password=mine",
                "MILLRACE_KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                "MILLRACE_RELAY_BATCH_ROWS", "10",
                "PATH", "/bin"));

    assertThat(config.batchRows()).isEqualTo(10);
    assertThat(config.mysql().binlogSource(config.heartbeat())).hasToString("me@db:3306/flow");
  }

  @Test
  void shouldTellAllProblemsAtOnce() {
    settings.remove("kafka.bootstrap.servers");
    settings.put("mysql.url", "jdbc:postgresql://db/flow");
    settings.put("relay.lease", "soon");
    settings.put("relay.batch.rows", "0");
    settings.put("relay.colour", "blue");

    RelayConfigException refused =
        catchThrowableOfType(RelayConfigException.class, () -> RelayConfig.of(settings));

    assertThat(refused.problems())
        .containsExactlyInAnyOrder(
            "relay.colour is not a setting of the relay",
            "mysql.url has to start with jdbc:mysql:",
            "kafka.bootstrap.servers is missing",
            "relay.lease has to be a time from 1s to 300s such as 10s, not 'soon'",
            "relay.batch.rows has to be a number from 1 to 100000, not '0'");
  }

  @Test
  void shouldAskForTheDatabaseWhenTheUrlNamesNone() {
    settings.put("mysql.url", "jdbc:mysql://db:3306/");

    assertThatThrownBy(() -> RelayConfig.of(settings))
        .hasMessage(
            "mysql.url has to name the database, as in jdbc:mysql://localhost:3306/millrace");
  }

  @Test
  void shouldNotShowThePassword() {
    settings.put("kafka.sasl.jaas.config", "PlainLoginModule required password=\"secret\";");

    assertThat(RelayConfig.of(settings).toString()).doesNotContain("secret");
  }

  @Test
  void shouldTakeTheIdToRepublishFromAsAnOption() {
    Map<String, String> environment =
        Map.of(
            "MILLRACE_MYSQL_URL", "jdbc:mysql://db/flow",
            "MILLRACE_KAFKA_BOOTSTRAP_SERVERS", "broker:9092");

    assertThat(RelayMain.configOf(new String[] {"--republish-from=7"}, environment).republishFrom())
        .hasValue(7);
    assertThatThrownBy(() -> RelayMain.configOf(new String[] {"--republish-from=x"}, environment))
        .hasMessage("--republish-from has to be the id of an outbox row, 0 or more, not 'x'");
    assertThatThrownBy(() -> RelayMain.configOf(new String[] {"--fast"}, environment))
        .hasMessage("--fast is no option of the relay; --help shows them");
  }
}
