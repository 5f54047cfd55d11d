package io.millrace.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements on one connection; every value comes back as the text that MySQL prints. */
record Sql(Connection connection) implements AutoCloseable {

  /** Runs a statement and returns the rows it touched. */
  int run(String statement, @Nullable Object... arguments) throws SQLException {
    try (PreparedStatement prepared = prepare(statement, arguments)) {
      return prepared.executeUpdate();
    }
  }

  List<Map<String, String>> rows(String query, @Nullable Object... arguments) throws SQLException {
    try (PreparedStatement prepared = prepare(query, arguments);
        ResultSet result = prepared.executeQuery()) {
      ResultSetMetaData columns = result.getMetaData();
      List<Map<String, String>> rows = new ArrayList<>();
      while (result.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnLabel(i), text(result, i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** The only row of a query. */
  Map<String, String> row(String query, @Nullable Object... arguments) throws SQLException {
    List<Map<String, String>> rows = rows(query, arguments);
    if (rows.size() != 1) {
      throw new AssertionError("%d rows, not one: %s".formatted(rows.size(), query));
    }
    return rows.getFirst();
  }

  /** The first column of the only row of a query. */
  String value(String query, @Nullable Object... arguments) throws SQLException {
    return row(query, arguments).values().iterator().next();
  }

  /** The first column of all rows of a query. */
  List<String> column(String query, @Nullable Object... arguments) throws SQLException {
    return rows(query, arguments).stream().map(row -> row.values().iterator().next()).toList();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private PreparedStatement prepare(String statement, @Nullable Object... arguments)
      throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement);
    for (int i = 0; i < arguments.length; i++) {
      prepared.setObject(i + 1, arguments[i]);
    }
    return prepared;
  }

  private static String text(ResultSet result, int column) throws SQLException {
    String text = result.getString(column);
    return text == null ? "NULL" : text;
  }
}
