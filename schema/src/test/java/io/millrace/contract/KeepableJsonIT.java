package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the edge takes can be stored; what it refuses could not. */
@MillraceRuntime
class KeepableJsonIT {

  @BeforeAll
  static void createTable(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (id INT AUTO_INCREMENT PRIMARY KEY, value JSON)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"NUL \\u0000 inside\"",
        "\"\\ud83d\\ude00 and \uD83D\uDE00\"",
        "1.7976931348623157e308",
        "1e-400",
        "{\"\":{\"\\u0000\":0}}",
        "123456789012345678901234567890123456789012345678901234567890"
      })
  void shouldBeStoredWhenTheEdgeTakesIt(String json, TestDatabase database) {
    JsonNode value = Json.tree(json);

    assertThatCode(() -> KeepableJson.check("value", value)).doesNotThrowAnyException();
    assertThatCode(() -> store(database, value)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1e309]", "[-1e309]", "[1e999999999]"})
  void shouldNotBeStoredWhenTheEdgeRefusesIt(String json, TestDatabase database) {
    JsonNode value = Json.tree(json);

    assertThatThrownBy(() -> KeepableJson.check("value", value)).isInstanceOf(InvalidField.class);
    assertThatThrownBy(() -> store(database, value)).isInstanceOf(SQLException.class);
  }

  @Test
  void shouldNotComeBackWhenTheEdgeRefusesHalfASurrogatePair(TestDatabase database)
      throws SQLException {
    JsonNode value = Json.tree("\"half \\ud83d\"");
    store(database, value);

    assertThatThrownBy(() -> KeepableJson.check("value", value)).isInstanceOf(InvalidField.class);
    assertThat(lastStored(database)).isNotEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(ints = {KeepableJson.MAX_DEPTH, 99})
  void shouldBeStoredWhenTheEngineWrapsWhatTheEdgeTook(int depth, TestDatabase database) {
    assertThatCode(() -> store(database, nested(depth))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {101})
  void shouldNotBeStoredWhenNestedBeyondTheReserve(int depth, TestDatabase database) {
    assertThatThrownBy(() -> store(database, nested(depth))).isInstanceOf(SQLException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {16_000})
  void shouldBeStoredWhenAPropertyHasTheLongestName(int length, TestDatabase database) {
    String name = "\uD83D\uDE00".repeat(length / 2);

    assertThatCode(() -> store(database, Json.tree("{\"" + name + "\":1}")))
        .doesNotThrowAnyException();
  }

  private static JsonNode lastStored(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT value FROM kept ORDER BY id DESC LIMIT 1")) {
      rows.next();
      return Json.tree(rows.getString(1));
    }
  }

  private static JsonNode nested(int depth) {
    return Json.tree("[".repeat(depth) + "]".repeat(depth));
  }

  private static void store(TestDatabase database, JsonNode value) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO kept (value) VALUES (?)")) {
      insert.setString(1, Json.text(value));
      insert.executeUpdate();
    }
  }
}
