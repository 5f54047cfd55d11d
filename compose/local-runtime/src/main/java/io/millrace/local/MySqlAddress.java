package io.millrace.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a MySQL server listens, and who may do everything there.
 *
 * @param host a name or address
 * @param port a TCP port
 * @param user a user with all privileges, replication and administration included
 * @param password the user's password
 */
public record MySqlAddress(String host, int port, String user, String password) {

  /**
   * A JDBC URL with the credentials in it, which can be extended by {@code &name=value}.
   *
   * @param database the database to use; empty for none
   */
  public String jdbcUrl(String database) {
    return "jdbc:mysql://%s:%d/%s?user=%s&password=%s&sslMode=DISABLED&allowPublicKeyRetrieval=true"
            .formatted(host, port, database, encoded(user), encoded(password))
        + "&connectionTimeZone=UTC";
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Host and port, without the password. */
  @Override
  public String toString() {
    return "%s@%s:%d".formatted(user, host, port);
  }
}
