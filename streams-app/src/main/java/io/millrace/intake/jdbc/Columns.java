package io.millrace.intake.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Columns that may be null: SQL's NULL is null, a JSON null is a value. */
final class Columns {

  private Columns() {}

  static @Nullable JsonNode json(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Json.tree(text);
  }

  static @Nullable String text(@Nullable JsonNode json) {
    return json == null ? null : Json.text(json);
  }

  static @Nullable Long optionalLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  static @Nullable Integer optionalInt(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
