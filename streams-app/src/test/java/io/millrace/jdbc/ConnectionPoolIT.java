package io.millrace.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@MillraceRuntime
class ConnectionPoolIT {

  @Test
  void shouldGiveUpItsLocksWhenAProcessIsSilentForTooLong(TestDatabase database) throws Exception {
    try (HikariDataSource pool =
            ConnectionPool.openFor(
                database.jdbcUrl(), null, null, "test", 2, Duration.ofSeconds(1));
        Connection silent = pool.getConnection();
        Statement statement = silent.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS held (id INT PRIMARY KEY)");
      statement.execute("INSERT IGNORE INTO held VALUES (1)");
      silent.commit();
      statement.execute("SELECT id FROM held WHERE id = 1 FOR UPDATE");

      await().atMost(Duration.ofSeconds(20)).until(() -> canLock(pool));
      assertThatThrownBy(silent::commit).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void shouldGiveAWorkingConnectionWhenItsConnectionsWereSilentForTooLong(TestDatabase database)
      throws Exception {
    try (HikariDataSource pool =
        ConnectionPool.openFor(database.jdbcUrl(), null, null, "test", 1, Duration.ofSeconds(1))) {
      long first = connectionId(pool);

      await().atMost(Duration.ofSeconds(20)).until(() -> isGone(database, first));

      assertThat(connectionId(pool)).isNotEqualTo(first);
    }
  }

  private static boolean canLock(HikariDataSource pool) throws SQLException {
    try (Connection other = pool.getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("SELECT id FROM held WHERE id = 1 FOR UPDATE NOWAIT");
      other.commit();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static boolean isGone(TestDatabase database, long connection) throws SQLException {
    try (Connection other = java.sql.DriverManager.getConnection(database.jdbcUrl());
        Statement statement = other.createStatement()) {
      return !statement
          .executeQuery("SELECT 1 FROM information_schema.processlist WHERE id = " + connection)
          .next();
    }
  }

  private static long connectionId(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT CONNECTION_ID()")) {
      row.next();
      return row.getLong(1);
    }
  }
}
