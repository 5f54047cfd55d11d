package io.millrace.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * A MySQL server that somebody else runs.
 *
 * @param address where it listens
 * @param version what it says it is
 */
record GivenMySql(MySqlAddress address, String version) implements LocalMySql {

  private static final int OLDEST_MAJOR_VERSION = 8;

  /**
   * The server at the address.
   *
   * @throws LocalRuntimeException when none answers there, or one that is too old
   */
  static GivenMySql at(MySqlAddress address) {
    try (Connection connection = DriverManager.getConnection(address.jdbcUrl(""))) {
      String version = connection.getMetaData().getDatabaseProductVersion();
      if (version.contains("MariaDB")
          || connection.getMetaData().getDatabaseMajorVersion() < OLDEST_MAJOR_VERSION) {
        throw new LocalRuntimeException(
            "The server at %s is version %s; Millrace needs MySQL 8.0 or newer."
                .formatted(address, version));
      }
      return new GivenMySql(address, version);
    } catch (SQLException e) {
      throw new LocalRuntimeException(
          "No MySQL answers at %s: %s. Check %s and that the server runs, or unset the key."
              .formatted(address, e.getMessage(), Setting.MYSQL_URL.key()),
          e);
    }
  }

  @Override
  public String description() {
    return "MySQL %s at %s:%d, as %s says"
        .formatted(version, host(), port(), Setting.MYSQL_URL.key());
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public void restart() {
    throw notOurs();
  }

  @Override
  public void kill() {
    throw notOurs();
  }

  private LocalRuntimeException notOurs() {
    return new LocalRuntimeException(
        "The MySQL at %s is not Millrace's to stop. Unset %s to have one that is."
            .formatted(address, Setting.MYSQL_URL.key()));
  }

  @Override
  public void close() {
    // It was running before, and goes on running.
  }
}
