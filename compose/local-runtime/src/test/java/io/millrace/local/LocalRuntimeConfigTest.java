package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalRuntimeConfigTest {

  @Test
  void shouldHaveADefaultForEverythingWhenNothingIsSet() {
    LocalRuntimeConfig config = LocalRuntimeConfig.from(Map.of(), Set.of());

    assertThat(config.mySql()).isEmpty();
    assertThat(config.kafka()).isEmpty();
    assertThat(config.database()).isEqualTo("millrace");
    assertThat(config.data()).isEqualTo(Path.of(".millrace"));
    assertThat(config.docker()).isTrue();
  }

  @Test
  void shouldReportThreeProblemsWhenThreeValuesAreWrong() {
    Map<String, String> values =
        Map.of(
            "MILLRACE_MYSQL_PORT", "70000",
            "MILLRACE_KAFKA", "broker",
            "MILLRACE_LOCAL_DOKER", "off");

    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> LocalRuntimeConfig.from(values, Set.of()))
        .extracting(InvalidConfigException::problems)
        .asInstanceOf(list(ConfigProblem.class))
        .extracting(ConfigProblem::key)
        .containsExactly("MILLRACE_MYSQL_PORT", "MILLRACE_KAFKA", "MILLRACE_LOCAL_DOKER");
  }

  @Test
  void shouldNameKeyValueAndRuleWhenAValueIsWrong() {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> LocalRuntimeConfig.from(Map.of("MILLRACE_KAFKA_PORT", "abc"), Set.of()))
        .withMessage("MILLRACE_KAFKA_PORT = 'abc': must be a port, 1 to 65535");
  }

  @Test
  void shouldLeaveAKeyAloneWhenItBelongsToSomebodyElse() {
    LocalRuntimeConfig config =
        LocalRuntimeConfig.from(Map.of("MILLRACE_ENGINE_ID", "a"), Set.of("MILLRACE_ENGINE_ID"));

    assertThat(config.kafka()).isEmpty();
  }

  @Test
  void shouldTakeAddressAndDatabaseFromTheUrlWhenItIsGiven() {
    LocalRuntimeConfig config =
        LocalRuntimeConfig.from(
            Map.of(
                "MILLRACE_MYSQL_URL",
                "jdbc:mysql://db.example:3307/orders?user=me&password=p%26w&sslMode=REQUIRED"),
            Set.of());

    assertThat(config.database()).isEqualTo("orders");
    assertThat(config.mySql())
        .get()
        .asInstanceOf(type(MySqlAddress.class))
        .satisfies(address -> assertThat(address.password()).isEqualTo("p&w"))
        .extracting(address -> address.jdbcUrl("x"))
        .isEqualTo(
            "jdbc:mysql://db.example:3307/x"
                + "?user=me&password=p%26w&sslMode=REQUIRED&connectionTimeZone=UTC");
  }

  @Test
  void shouldHideThePasswordWhenItReportsTheUrl() {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(
            () ->
                LocalRuntimeConfig.from(
                    Map.of("MILLRACE_MYSQL_URL", "jdbc:mysql://me:hunter2@db/?password=hunter2"),
                    Set.of()))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }

  @Test
  void shouldRefuseAUrlWhenNobodyIsNamedToConnectAs() {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(
            () ->
                LocalRuntimeConfig.from(
                    Map.of("MILLRACE_MYSQL_URL", "jdbc:mysql://db:3306/orders"), Set.of()))
        .withMessageContaining("MILLRACE_MYSQL_USER");
  }

  @ParameterizedTest
  @CsvSource({
    "MILLRACE_MYSQL_URL, jdbc:postgresql://db/x",
    "MILLRACE_MYSQL_URL, 'jdbc:mysql://one:1,two:2/x?user=a'",
    "MILLRACE_MYSQL_USER, ' '",
    "MILLRACE_MYSQL_PORT, 0",
    "MILLRACE_KAFKA, 'one:9092,two'",
    "MILLRACE_KAFKA, one:99999",
    "MILLRACE_LOCAL_DATA, ''",
    "MILLRACE_LOCAL_DOCKER, yes",
    "MILLRACE_LOCAL_NEWEST_MYSQL, no",
  })
  void shouldRefuseAValueWhenItBreaksTheRuleOfItsKey(String key, String value) {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> LocalRuntimeConfig.from(Map.of(key, value), Set.of()))
        .withMessageStartingWith(key + " = '" + value + "': ");
  }

  @Test
  void shouldPreferASystemPropertyWhenTheEnvironmentSaysOtherwise() {
    Properties properties = new Properties();
    properties.setProperty("millrace.kafka", "property:1");
    properties.setProperty("user.name", "nobody");

    Map<String, String> values =
        LocalRuntimeConfig.values(
            Map.of("MILLRACE_KAFKA", "environment:1", "PATH", "/bin"), properties);

    assertThat(values).containsExactly(Map.entry("MILLRACE_KAFKA", "property:1"));
  }

  @Test
  void shouldTakeTheNameThatThePartsUseWhenKafkaIsGivenByIt() {
    Map<String, String> values = Map.of("MILLRACE_KAFKA_BOOTSTRAP_SERVERS", "one:9092,two:9092");

    assertThat(LocalRuntimeConfig.from(values, Set.of()).kafka()).contains("one:9092,two:9092");
  }
}
