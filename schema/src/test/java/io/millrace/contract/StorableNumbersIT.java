package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** A JSON column gives back the very numbers that were put into it. */
@MillraceRuntime
class StorableNumbersIT {

  private static final int COUNT = 20_000;

  private final TestDatabase database;

  StorableNumbersIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void shouldComeBackUnchangedWhenNumbersAreAnyDoubles() throws SQLException {
    assertUnchanged(random -> Double.longBitsToDouble(random.nextLong()));
  }

  @Test
  void shouldComeBackUnchangedWhenNumbersAreAmounts() throws SQLException {
    assertUnchanged(random -> random.nextLong(10_000_000_000_000_000L) / 100.0);
  }

  @Test
  void shouldComeBackUnchangedWhenNumbersAreSharesAndSeconds() throws SQLException {
    assertUnchanged(
        random -> random.nextBoolean() ? random.nextDouble() : 1.7e9 + 1e8 * random.nextDouble());
  }

  @Test
  void shouldComeBackUnchangedWhenNumbersHaveFewDigitsAndAnyExponent() throws SQLException {
    assertUnchanged(
        random ->
            Double.parseDouble(random.nextLong(10_000_000) + "e" + (random.nextInt(630) - 315)));
  }

  private void assertUnchanged(ToDoubleFunction<SplittableRandom> next) throws SQLException {
    SplittableRandom random = new SplittableRandom(7);
    ArrayNode numbers = Json.nodes().arrayNode();
    for (int i = 0; i < COUNT; i++) {
      double value = next.applyAsDouble(random);
      numbers.add(Json.nodes().numberNode(Double.isFinite(value) ? value : 0));
    }
    JsonNode stored = stored(numbers);
    for (int i = 0; i < COUNT; i++) {
      assertThat(stored.get(i)).as("number %d, seed 7", i).isEqualTo(numbers.get(i));
    }
  }

  private JsonNode stored(JsonNode json) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMPORARY TABLE kept (j JSON)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO kept (j) VALUES (?)")) {
        insert.setString(1, Json.text(json));
        insert.executeUpdate();
      }
      try (ResultSet row = statement.executeQuery("SELECT j FROM kept")) {
        row.next();
        return Json.tree(row.getString(1));
      }
    }
  }
}
