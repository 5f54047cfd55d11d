package io.millrace.local;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One key of the configuration.
 *
 * @param key its name, as in the environment
 * @param rule what a value has to be, as the user reads it when it is not
 * @param parser makes the value; empty when the text breaks the rule
 */
record Setting<T>(String key, String rule, Function<String, Optional<T>> parser) {

  static final Setting<MySqlUrl> MYSQL_URL =
      new Setting<>(
          "MILLRACE_MYSQL_URL",
          "must look like jdbc:mysql://host:3306/database?user=name&password=secret",
          MySqlUrl::parse);
  static final Setting<String> MYSQL_USER =
      new Setting<>("MILLRACE_MYSQL_USER", "must not be empty", Setting::text);
  static final Setting<String> MYSQL_PASSWORD =
      new Setting<>("MILLRACE_MYSQL_PASSWORD", "may be anything", Optional::of);
  static final Setting<Integer> MYSQL_PORT =
      new Setting<>("MILLRACE_MYSQL_PORT", "must be a port, 1 to 65535", Setting::port);
  static final Setting<String> KAFKA =
      new Setting<>(
          "MILLRACE_KAFKA",
          "must look like host:9092, or several of them with commas",
          Setting::servers);

  /** What engine, relay and worker call it: one environment serves all. */
  static final Setting<String> KAFKA_BOOTSTRAP_SERVERS =
      new Setting<>("MILLRACE_KAFKA_BOOTSTRAP_SERVERS", KAFKA.rule(), Setting::servers);

  static final Setting<Integer> KAFKA_PORT =
      new Setting<>("MILLRACE_KAFKA_PORT", "must be a port, 1 to 65535", Setting::port);
  static final Setting<Path> DATA =
      new Setting<>("MILLRACE_LOCAL_DATA", "must be the path of a directory", Setting::path);
  static final Setting<Path> CACHE =
      new Setting<>("MILLRACE_LOCAL_CACHE", "must be the path of a directory", Setting::path);
  static final Setting<Boolean> DOCKER =
      new Setting<>("MILLRACE_LOCAL_DOCKER", "must be 'auto' or 'off'", Setting::autoOrOff);
  static final Setting<Boolean> NEWEST_MYSQL =
      new Setting<>("MILLRACE_LOCAL_NEWEST_MYSQL", "must be 'auto' or 'off'", Setting::autoOrOff);

  static final List<Setting<?>> ALL =
      List.of(
          MYSQL_URL,
          MYSQL_USER,
          MYSQL_PASSWORD,
          MYSQL_PORT,
          KAFKA,
          KAFKA_BOOTSTRAP_SERVERS,
          KAFKA_PORT,
          DATA,
          CACHE,
          DOCKER,
          NEWEST_MYSQL);

  private static final Pattern SERVER = Pattern.compile("(\\[[0-9a-fA-F:]+]|[\\w.-]+):(\\d{1,5})");

  private static Optional<String> text(String value) {
    return Optional.of(value).filter(text -> !text.isBlank());
  }

  private static Optional<Integer> port(String value) {
    return Optional.of(value)
        .filter(text -> text.matches("\\d{1,5}"))
        .map(Integer::valueOf)
        .filter(port -> port >= 1 && port <= 65_535);
  }

  private static Optional<String> servers(String value) {
    return Optional.of(value)
        .filter(text -> Pattern.compile(",").splitAsStream(text).allMatch(Setting::isServer));
  }

  private static boolean isServer(String server) {
    var parts = SERVER.matcher(server);
    return parts.matches() && port(parts.group(2)).isPresent();
  }

  private static Optional<Path> path(String value) {
    try {
      return text(value).map(Path::of);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> autoOrOff(String value) {
    return switch (value) {
      case "auto" -> Optional.of(true);
      case "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
