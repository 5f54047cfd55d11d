package io.millrace.jdbc;

import com.mysql.cj.jdbc.JdbcConnection;
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
import java.util.stream.Collectors;
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

  private static final int MAX_KEYS = 1_000;

  /** What JDBC says when the result is rows, not how many rows were changed. */
  private static final int NO_UPDATE = -1;

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
    try (PreparedStatement statement = prepare(sql)) {
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
    try (PreparedStatement statement = prepare(sql)) {
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
    for (int from = 0; from < left.size(); from += MAX_KEYS) {
      List<Object> chunk = left.subList(from, Math.min(left.size(), from + MAX_KEYS));
      String places = "(" + String.join(",", Collections.nCopies(chunk.size(), "?")) + ")";
      List<Object> parameters = new ArrayList<>(before);
      parameters.addAll(chunk);
      result.addAll(query(sql.replace("(?)", places), parameters, reader));
    }
    return result;
  }

  /**
   * Makes changes one after the other. Blocks of rows are statements that are prepared once per
   * connection, by the server where it can. What is left of each goes to the server together with
   * what follows, for most of what a short statement costs is its way there and back.
   *
   * @return how many rows were found or inserted in all
   * @throws DatabaseFault if a statement fails; those before it were executed
   * @throws IllegalStateException if a row that must exist does not
   */
  public int change(List<RowChange> changes) {
    int found = 0;
    List<RowChange> waiting = new ArrayList<>();
    long bytes = 0;
    for (RowChange change : changes) {
      for (RowChange piece : change.pieces()) {
        if (piece.isBlock() || bytes + piece.bytes() > RowStatement.MAX_BYTES) {
          found += changeTogether(waiting);
          waiting.clear();
          bytes = 0;
        }
        if (piece.isBlock()) {
          found += changeBlock(piece);
        } else {
          waiting.add(piece);
          bytes += piece.bytes();
        }
      }
    }
    return found + changeTogether(waiting);
  }

  private int changeBlock(RowChange block) {
    statements++;
    boolean byServer = block.statement().typed();
    try (PreparedStatement statement =
        byServer ? connection.prepareStatement(block.sql()) : prepare(block.sql())) {
      bindRows(statement, List.of(block));
      statement.execute();
      return found(statement, block);
    } catch (SQLException e) {
      throw DatabaseFault.of(e);
    }
  }

  private int changeTogether(List<RowChange> changes) {
    if (changes.isEmpty()) {
      return 0;
    }
    statements += changes.size();
    String sql = changes.stream().map(RowChange::sql).collect(Collectors.joining(";"));
    try (PreparedStatement statement = prepare(sql)) {
      bindRows(statement, changes);
      statement.execute();
      int found = 0;
      for (RowChange change : changes) {
        found += found(statement, change);
        statement.getMoreResults();
      }
      return found;
    } catch (SQLException e) {
      throw DatabaseFault.of(e);
    }
  }

  private static int found(PreparedStatement statement, RowChange change) throws SQLException {
    int found = statement.getUpdateCount();
    if (found == NO_UPDATE) {
      found = count(statement);
    }
    change.require(found);
    // MySQL counts a row twice that an upsert finds and changes.
    return Math.min(found, change.rows().size());
  }

  private static int count(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** By the driver alone: most statements are too short, or too different, for the server. */
  private PreparedStatement prepare(String sql) throws SQLException {
    return connection.unwrap(JdbcConnection.class).clientPrepareStatement(sql);
  }

  private static void bindRows(PreparedStatement statement, List<RowChange> changes)
      throws SQLException {
    List<@Nullable Object> parameters = new ArrayList<>();
    changes.forEach(change -> change.rows().forEach(row -> parameters.addAll(row.values())));
    bind(statement, parameters);
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
