package io.millrace.local.junit;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.millrace.local.LocalMySql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** An empty MySQL database that one test class has for itself; dropped after its last test. */
public final class TestDatabase {

  private final LocalMySql server;
  private final String name;
  private boolean prepared;

  private TestDatabase(LocalMySql server, String name) {
    this.server = server;
    this.name = name;
  }

  static TestDatabase create(LocalMySql server, String name) {
    TestDatabase database = new TestDatabase(server, name);
    database.onServer("CREATE DATABASE `" + name + "`");
    return database;
  }

  /** The database's name. */
  public String name() {
    return name;
  }

  /** A JDBC URL of the database with the credentials in it; {@code &name=value} can be added. */
  public String jdbcUrl() {
    return server.jdbcUrl(name);
  }

  /** The user of {@link #jdbcUrl()}, who may do everything. */
  public String user() {
    return server.user();
  }

  /** The password of {@link #user()}. */
  public String password() {
    return server.password();
  }

  /** The server that the database is on, shared with the other test classes of this JVM. */
  public LocalMySql server() {
    return server;
  }

  /** A data source without a pool: every connection is a new one. */
  public DataSource dataSource() {
    MysqlDataSource source = new MysqlDataSource();
    source.setUrl(jdbcUrl());
    return source;
  }

  /** A new connection to the database, in auto-commit mode. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl());
  }

  /**
   * Prepares the database, such as with tables, the first time that this is called; does nothing
   * from then on. For a {@code @BeforeEach} whose work is needed once per test class.
   */
  public synchronized void once(Preparation preparation) throws Exception {
    if (!prepared) {
      preparation.prepare(this);
      prepared = true;
    }
  }

  /** What makes an empty database ready for tests. */
  @FunctionalInterface
  public interface Preparation {
    /** Prepares the database. */
    void prepare(TestDatabase database) throws Exception;
  }

  /** Drops everything in the database, for a test that needs it as empty as at first. */
  public synchronized void clear() {
    drop();
    onServer("CREATE DATABASE `" + name + "`");
    prepared = false;
  }

  void drop() {
    onServer("DROP DATABASE IF EXISTS `" + name + "`");
  }

  private void onServer(String sql) {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(""));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("%s failed on %s".formatted(sql, server.description()), e);
    }
  }
}
