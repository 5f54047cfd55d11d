package io.millrace.relay.jdbc;

import io.millrace.relay.binlog.BinlogPosition;
import io.millrace.relay.binlog.TableHistory;
import io.millrace.relay.outbox.OutboxRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The outbox as a table: for what the binlog does not tell. */
public final class OutboxTable {

  private static final int SECONDS_TO_WAIT_FOR_WRITERS = 10;

  private static final String ROWS =
      """
      SELECT id, aggregatetype, aggregateid, type, payload, `partition`, sequence, headers,
             created_at
      FROM outbox WHERE id BETWEEN ? AND ? ORDER BY id
      """;

  private final Connection connection;

  /** Works over this connection, which must be in autocommit mode. */
  public OutboxTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * A moment at which no transaction that writes to the outbox is open.
   *
   * @param position the end of the binlog then: every row with an id up to {@code lastId} is before
   *     it, every other row after it
   * @param serverUuid the server that the position is of
   * @param table what the table was like
   * @param lastId the largest id in the table, 0 if it was empty
   */
  public record Frontier(
      BinlogPosition position, String serverUuid, TableHistory table, long lastId) {}

  /** Whether the table exists. */
  public boolean exists() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet tables = statement.executeQuery("SHOW TABLES LIKE 'outbox'")) {
      return tables.next();
    }
  }

  /**
   * Finds a frontier. Writers wait for the moment that it takes.
   *
   * @throws SQLException also when writers kept the table busy for {@value
   *     #SECONDS_TO_WAIT_FOR_WRITERS} s
   */
  public Frontier frontier() throws SQLException {
    ServerLog log = new ServerLog(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION lock_wait_timeout = " + SECONDS_TO_WAIT_FOR_WRITERS);
      statement.execute("LOCK TABLES outbox READ");
      try {
        return new Frontier(log.end(), log.serverUuid(), definition(statement), lastId(statement));
      } finally {
        statement.execute("UNLOCK TABLES");
      }
    }
  }

  /** When the first row from {@code fromId} on was written; empty if there is none. */
  public Optional<Instant> firstWrittenFrom(long fromId) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT created_at FROM outbox WHERE id >= ? ORDER BY id LIMIT 1")) {
      query.setLong(1, fromId);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(time(row, 1)) : Optional.empty();
      }
    }
  }

  /** Reads rows in the order of their ids, one at a time. */
  public void read(long fromId, long toId, RowConsumer consumer)
      throws SQLException, InterruptedException {
    try (PreparedStatement query = connection.prepareStatement(ROWS)) {
      query.setFetchSize(Integer.MIN_VALUE); // Connector/J's sign for streaming
      query.setLong(1, fromId);
      query.setLong(2, toId);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          consumer.accept(row(rows));
        }
      }
    }
  }

  /** Takes rows. */
  public interface RowConsumer {
    /** Takes the next row. */
    void accept(OutboxRow row) throws SQLException, InterruptedException;
  }

  private static OutboxRow row(ResultSet row) throws SQLException {
    return new OutboxRow(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getBytes(5),
        row.getObject(6, Integer.class),
        row.getObject(7, Long.class),
        row.getString(8),
        time(row, 9));
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static TableHistory definition(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW CREATE TABLE outbox")) {
      row.next();
      return new TableHistory(List.of(row.getString(2)));
    }
  }

  private static long lastId(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(id), 0) FROM outbox")) {
      row.next();
      return row.getLong(1);
    }
  }
}
