package io.millrace.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one transaction. Parameters are strings, numbers, booleans, bytes, {@link
 * Instant}s (as DATETIME(3) in UTC) and null.
 */
public final class Transaction {

  /** How one row of a result becomes a value. */
  @FunctionalInterface
  public interface RowReader<T> {
    /** Reads the current row. */
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private int statements;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /** How many statements were sent so far. */
  public int statements() {
    return statements;
  }

  /**
   * Changes rows.
   *
   * @return how many rows were found
   * @throws DatabaseFault if the statement fails
   */
  public int update(String sql, @Nullable Object... parameters) {
    return update(sql, java.util.Arrays.asList(parameters));
  }

  /**
   * Changes rows.
   *
   * @return how many rows were found
   * @throws DatabaseFault if the statement fails
   */
  public int update(String sql, List<? extends @Nullable Object> parameters) {
    statements++;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw DatabaseFault.of(e);
    }
  }

  /**
   * Reads rows.
   *
   * @throws DatabaseFault if the statement fails
   */
  public <T> List<T> query(
      String sql, List<? extends @Nullable Object> parameters, RowReader<T> reader) {
    statements++;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> result = new ArrayList<>();
        while (rows.next()) {
          result.add(reader.read(rows));
        }
        return result;
      }
    } catch (SQLException e) {
      throw DatabaseFault.of(e);
    }
  }

  /**
   * Reads the rows whose key is in a set, in as many statements as needed.
   *
   * @param sql with {@code (?)} in the place of the set, after all other parameters
   * @param before the parameters before the set
   * @throws DatabaseFault if a statement fails
   */
  public <T> List<T> queryIn(String sql, List<?> before, Collection<?> keys, RowReader<T> reader) {
    List<T> result = new ArrayList<>();
    List<Object> left = new ArrayList<>(keys);
    for (int from = 0; from < left.size(); from += RowStatement.MAX_ROWS) {
      List<Object> chunk = left.subList(from, Math.min(left.size(), from + RowStatement.MAX_ROWS));
      String places = "(" + String.join(",", Collections.nCopies(chunk.size(), "?")) + ")";
      List<Object> parameters = new ArrayList<>(before);
      parameters.addAll(chunk);
      result.addAll(query(sql.replace("(?)", places), parameters, reader));
    }
    return result;
  }

  /**
   * Executes a statement over many rows, in as many pieces as packets demand.
   *
   * @return how many rows were found or inserted in all
   * @throws DatabaseFault if a statement fails
   */
  public int updateRows(RowStatement statement, List<Row> rows) {
    int changed = 0;
    for (List<Row> chunk : statement.chunks(rows)) {
      List<@Nullable Object> parameters = new ArrayList<>(chunk.size() * statement.columns());
      chunk.forEach(row -> parameters.addAll(row.values()));
      changed += update(statement.sql(chunk.size()), parameters);
    }
    return changed;
  }

  private static void bind(PreparedStatement statement, List<? extends @Nullable Object> parameters)
      throws SQLException {
    int at = 0;
    for (Object parameter : parameters) {
      at++;
      switch (parameter) {
        case null -> statement.setNull(at, Types.NULL);
        case String text -> statement.setString(at, text);
        case Long number -> statement.setLong(at, number);
        case Integer number -> statement.setInt(at, number);
        case Boolean flag -> statement.setBoolean(at, flag);
        case byte[] bytes -> statement.setBytes(at, bytes);
        case Instant instant -> statement.setString(at, Timestamps.text(instant));
        default -> throw new IllegalArgumentException("no parameter type: " + parameter.getClass());
      }
    }
  }
}
