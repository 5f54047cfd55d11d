package io.millrace.local;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parts of a MySQL JDBC URL.
 *
 * @param host a name or address
 * @param port the port, MySQL's own where the URL has none
 * @param database the database; empty where the URL names none
 * @param parameters what follows the question mark, decoded, in order
 */
record MySqlUrl(String host, int port, String database, Map<String, String> parameters) {

  private static final String SCHEME = "jdbc:mysql://";
  private static final int DEFAULT_PORT = 3306;

  MySqlUrl {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** The parts of a URL, unless it is not one of MySQL's with a single host. */
  static Optional<MySqlUrl> parse(String url) {
    if (!url.startsWith(SCHEME)) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(url.substring("jdbc:".length()));
      if (uri.getHost() == null || uri.getRawUserInfo() != null) {
        return Optional.empty();
      }
      int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
      String database = uri.getPath().isEmpty() ? "" : uri.getPath().substring(1);
      return Optional.of(new MySqlUrl(uri.getHost(), port, database, parameters(uri)));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> parameters(URI uri) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
        }
      }
    }
    return parameters;
  }

  private static String decoded(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  /** The address, with the URL's credentials unless others are given. */
  MySqlAddress address(Optional<String> user, Optional<String> password) {
    Map<String, String> options =
        parameters.entrySet().stream()
            .filter(parameter -> !parameter.getKey().matches("user|password"))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, LinkedHashMap::new));
    options.putIfAbsent("connectionTimeZone", "UTC");
    return new MySqlAddress(
        host,
        port,
        user.orElseGet(() -> parameters.getOrDefault("user", "")),
        password.orElseGet(() -> parameters.getOrDefault("password", "")),
        options);
  }
}
