package io.millrace.relay.jdbc;

import io.millrace.relay.binlog.BinlogPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a server says about its binlog. */
public final class ServerLog {

  private final Connection connection;

  /** Asks over this connection. */
  public ServerLog(Connection connection) {
    this.connection = connection;
  }

  /** The server's id, which changes when its data directory is made anew. */
  public String serverUuid() throws SQLException {
    return value("SELECT @@server_uuid");
  }

  /** Where the next transaction will be written: everything committed is before it. */
  public BinlogPosition end() throws SQLException {
    // A server that had GTIDs once still knows them, but its transactions do not get new ones.
    boolean hasGtids = value("SELECT @@GLOBAL.gtid_mode").equals("ON");
    try (Statement statement = connection.createStatement();
        ResultSet row = status(statement)) {
      if (!row.next()) {
        throw new SQLException(
            "MySQL writes no binlog: start it with log_bin, binlog_format=ROW and"
                + " binlog_row_image=FULL");
      }
      return BinlogPosition.atTransaction(
          row.getString("File"),
          row.getLong("Position"),
          hasGtids ? row.getString("Executed_Gtid_Set") : null);
    }
  }

  /**
   * Why reading cannot go on from a position.
   *
   * @return reasons in words; empty if everything from there on is still in the binlog
   */
  public List<String> obstacles(BinlogPosition position) throws SQLException {
    return position.gtids() == null ? obstaclesByFile(position) : obstaclesByGtid(position.gtids());
  }

  /** Whether everything before {@code wanted} was read by a reader that is at {@code reached}. */
  public boolean covers(BinlogPosition reached, BinlogPosition wanted) throws SQLException {
    if (reached.gtids() == null || wanted.gtids() == null) {
      return reached.compareTo(wanted) >= 0;
    }
    return isSubset(wanted.gtids(), reached.gtids());
  }

  private List<String> obstaclesByGtid(String read) throws SQLException {
    List<String> obstacles = new ArrayList<>();
    String purged = value("SELECT @@GLOBAL.gtid_purged");
    if (!isSubset(purged, read)) {
      obstacles.add(
          "MySQL has purged transactions that were not read yet (purged %s, read %s)"
              .formatted(purged, read));
    }
    String executed = value("SELECT @@GLOBAL.gtid_executed");
    if (!isSubset(read, executed)) {
      obstacles.add(
          "MySQL does not know transactions that were read already (read %s, MySQL has %s): it was"
                  .formatted(read, executed)
              + " restored from a backup or replaced by another server");
    }
    return obstacles;
  }

  private List<String> obstaclesByFile(BinlogPosition position) throws SQLException {
    List<String> files = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
      while (rows.next()) {
        String file = rows.getString(1);
        files.add(file);
        if (file.equals(position.file()) && rows.getLong(2) >= position.pos()) {
          return List.of();
        }
      }
    }
    return List.of(
        "MySQL does not have %s any more (it has %s)"
            .formatted(position, files.isEmpty() ? "no binlog" : String.join(", ", files)));
  }

  private boolean isSubset(String part, String whole) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT GTID_SUBSET(?, ?)")) {
      query.setString(1, part);
      query.setString(2, whole);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** 8.4 knows only the new name, 8.0 only the old one. */
  private static ResultSet status(Statement statement) throws SQLException {
    try {
      return statement.executeQuery("SHOW BINARY LOG STATUS");
    } catch (SQLSyntaxErrorException e) {
      return statement.executeQuery("SHOW MASTER STATUS");
    }
  }

  private String value(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
