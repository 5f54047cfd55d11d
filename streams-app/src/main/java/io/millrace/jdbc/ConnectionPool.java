package io.millrace.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Pools set up as the engine needs them. */
public final class ConnectionPool {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private ConnectionPool() {}

  /**
   * A pool of connections with auto-commit off, READ COMMITTED, times in UTC, strict mode. It opens
   * even while MySQL is away; taking a connection then fails after five seconds.
   *
   * @param url a JDBC URL of MySQL
   * @param user the user, or null if the URL has it
   * @param password the password, or null if the URL has it or none is needed
   * @param name what logs call the pool
   * @param size how many connections at most
   */
  public static HikariDataSource open(
      String url, @Nullable String user, @Nullable String password, String name, int size) {
    return new HikariDataSource(config(url, user, password, name, size));
  }

  /**
   * The same for a process that holds leases: MySQL drops its connections, and with them the locks
   * of its open transactions, when it was silent for longer than a lease. Without that, a process
   * that freezes within a transaction would keep others from taking over for hours.
   *
   * @param url a JDBC URL of MySQL
   * @param user the user, or null if the URL has it
   * @param password the password, or null if the URL has it or none is needed
   * @param name what logs call the pool
   * @param size how many connections at most
   * @param lease the silence that is too long, in whole seconds
   */
  public static HikariDataSource openFor(
      String url,
      @Nullable String user,
      @Nullable String password,
      String name,
      int size,
      Duration lease) {
    HikariConfig config = config(url, user, password, name, size);
    long seconds = Math.max(1, lease.toSeconds());
    config.addDataSourceProperty(
        "sessionVariables",
        "wait_timeout=%1$d,net_read_timeout=%1$d,net_write_timeout=%1$d".formatted(seconds));
    return new HikariDataSource(config);
  }

  private static HikariConfig config(
      String url, @Nullable String user, @Nullable String password, String name, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    if (user != null) {
      config.setUsername(user);
    }
    if (password != null) {
      config.setPassword(password);
    }
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(PATIENCE.toMillis() / 2);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("connectionTimeZone", "UTC");
    config.addDataSourceProperty("characterEncoding", "UTF-8");
    config.addDataSourceProperty("connectTimeout", "3000");
    config.addDataSourceProperty("socketTimeout", "30000");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("useLocalSessionState", "true");
    config.addDataSourceProperty("cacheServerConfiguration", "true");
    // For Transaction.change. No text from outside ever becomes part of a statement.
    config.addDataSourceProperty("allowMultiQueries", "true");
    config.addDataSourceProperty("cachePrepStmts", "true");
    // For the blocks of Transaction.change.
    config.addDataSourceProperty("useServerPrepStmts", "true");
    config.addDataSourceProperty("prepStmtCacheSize", "128");
    config.addDataSourceProperty("prepStmtCacheSqlLimit", "65536");
    return config;
  }
}
