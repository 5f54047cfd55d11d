package io.millrace.relay;

import com.mysql.cj.conf.ConnectionUrl;
import com.mysql.cj.conf.HostInfo;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.MysqlDataSource;
import io.millrace.relay.binlog.BinlogSource;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * How to reach MySQL.
 *
 * @param url a JDBC URL that names a database; may hold the credentials
 * @param user the user, or empty to take it from the URL
 * @param password the password, or empty to take it from the URL
 */
public record MySqlAccess(String url, String user, String password) {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int DEFAULT_PORT = 3306;
  private static final String DEFAULT_SSL_MODE = "PREFERRED";

  /**
   * Checks the URL.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  public MySqlAccess {
    if (!url.startsWith("jdbc:mysql:")) {
      throw new IllegalArgumentException("has to start with jdbc:mysql:");
    }
    HostInfo host = hostOf(url, user, password);
    if (host.getDatabase() == null || host.getDatabase().isEmpty()) {
      throw new IllegalArgumentException(
          "has to name the database, as in jdbc:mysql://localhost:3306/millrace");
    }
  }

  /** A source of new connections, whose calls do not wait longer than {@code socketTimeout}. */
  DataSource dataSource(Duration socketTimeout) {
    try {
      MysqlDataSource source = new MysqlDataSource();
      source.setUrl(url);
      if (!user.isEmpty()) {
        source.setUser(user);
        source.setPassword(password);
      }
      source.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
      source.setSocketTimeout((int) socketTimeout.toMillis());
      source.setTcpKeepAlive(true);
      return source;
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException("Connector/J refuses its own settings", e);
    }
  }

  BinlogSource binlogSource(Duration heartbeat) {
    HostInfo host = hostOf(url, user, password);
    Map<String, String> properties = host.getHostProperties();
    return new BinlogSource(
        host.getHost(),
        host.getPort() > 0 ? host.getPort() : DEFAULT_PORT,
        host.getUser() == null ? "" : host.getUser(),
        host.getPassword(),
        properties.getOrDefault("sslMode", DEFAULT_SSL_MODE).toLowerCase(Locale.ROOT),
        host.getDatabase(),
        heartbeat);
  }

  private static HostInfo hostOf(String url, String user, String password) {
    Properties credentials = new Properties();
    if (!user.isEmpty()) {
      credentials.setProperty("user", user);
      credentials.setProperty("password", password);
    }
    try {
      return ConnectionUrl.getConnectionUrlInstance(url, credentials).getMainHost();
    } catch (CJException e) {
      throw new IllegalArgumentException("is no JDBC URL of MySQL: " + e.getMessage(), e);
    }
  }

  /** Host, port and database only. */
  @Override
  public String toString() {
    HostInfo host = hostOf(url, user, password);
    return "%s:%d/%s".formatted(host.getHost(), host.getPort(), host.getDatabase());
  }
}
