package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {

  @ParameterizedTest
  @ValueSource(strings = {"8.0.19", "8.0.31", "8.4.7-commercial", "9.7.4-1+b2", "10.0.0"})
  void shouldAcceptMySqlWhenRecentEnough(String version) {
    assertThatCode(() -> new ServerVersion(version).requireSupported()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "5.7.44-log, upgrade it",
    "8.0.18, upgrade it",
    "10.11.18-MariaDB-0+deb12u1, is MariaDB",
    "something else, upgrade it",
  })
  void shouldRefuseWhatTheSchemaDoesNotRunOn(String version, String reason) {
    assertThatThrownBy(() -> new ServerVersion(version).requireSupported())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining(version)
        .hasMessageContaining(reason);
  }
}
