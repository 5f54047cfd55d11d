package io.millrace.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a MySQL server listens, and who may do everything there.
 *
 * @param host a name or address
 * @param port a TCP port
 * @param user a user with all privileges, replication and administration included
 * @param password the user's password
 * @param options how to connect, as parameters of Connector/J
 */
public record MySqlAddress(
    String host, int port, String user, String password, Map<String, String> options) {

  /** Keeps the options in their order. */
  public MySqlAddress {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** A server whose connections need no encryption, since they do not leave the machine. */
  static MySqlAddress plain(String host, int port, String user, String password) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("sslMode", "DISABLED");
    options.put("allowPublicKeyRetrieval", "true");
    options.put("connectionTimeZone", "UTC");
    return new MySqlAddress(host, port, user, password, options);
  }

  /**
   * A JDBC URL with the credentials in it, which can be extended by {@code &name=value}.
   *
   * @param database the database to use; empty for none
   */
  public String jdbcUrl(String database) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("user", user);
    parameters.put("password", password);
    parameters.putAll(options);
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
        .collect(
            Collectors.joining("&", "jdbc:mysql://%s:%d/%s?".formatted(host, port, database), ""));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** User, host and port, without the password. */
  @Override
  public String toString() {
    return "%s@%s:%d".formatted(user, host, port);
  }
}
