package io.millrace.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The option file of one server. Everything stands in it, so that mysqld's command line is just the
 * file's path, by which a server is recognised as belonging to its directory.
 */
record MySqlOptionFile(MySqlInstallation installation, MySqlSettings settings, int port) {

  /** What every server of Millrace needs, wherever it runs; the binlog is written by row as is. */
  static final Map<String, String> COMMON =
      Map.ofEntries(
          Map.entry("loose_mysqlx", "OFF"),
          Map.entry("skip_name_resolve", "ON"),
          Map.entry("server_id", "1"),
          Map.entry("log_bin", "binlog"),
          Map.entry("gtid_mode", "ON"),
          Map.entry("enforce_gtid_consistency", "ON"),
          Map.entry("character_set_server", "utf8mb4"),
          Map.entry("collation_server", "utf8mb4_unicode_ci"),
          Map.entry("default_time_zone", "+00:00"),
          Map.entry("max_connections", "300"),
          Map.entry("max_allowed_packet", "64M"),
          Map.entry("loose_innodb_redo_log_capacity", "128M"));

  /** As long as a socket's path may be on every platform. */
  private static final int LONGEST_SOCKET_PATH = 100;

  static Path in(Path directory) {
    return directory.resolve("my.cnf");
  }

  static Path dataIn(Path directory) {
    return directory.resolve("data");
  }

  static Path errorLogIn(Path directory) {
    return directory.resolve("error.log");
  }

  /** The server's own pid file, which also tells one server from another that took its port. */
  static Path pidFileIn(Path directory) {
    return directory.resolve("mysqld.pid");
  }

  /** The socket, in the temporary directory where the data directory's path is too long for it. */
  static Path socketOf(Path directory) {
    Path beside = directory.resolve("mysql.sock");
    return beside.toString().length() <= LONGEST_SOCKET_PATH
        ? beside
        : Path.of(
            System.getProperty("java.io.tmpdir"),
            "millrace-%08x.sock".formatted(directory.hashCode()));
  }

  /** The text of the file. */
  String text() {
    return variables().entrySet().stream()
        .map(variable -> "%s = \"%s\"%n".formatted(variable.getKey(), variable.getValue()))
        .collect(Collectors.joining("", "[mysqld]" + System.lineSeparator(), ""));
  }

  private Map<String, String> variables() {
    Path directory = settings.directory();
    Map<String, String> all = new TreeMap<>(COMMON);
    all.put("user", System.getProperty("user.name"));
    all.put("datadir", dataIn(directory).toString());
    all.put("log_error", errorLogIn(directory).toString());
    all.put("pid_file", pidFileIn(directory).toString());
    all.put("socket", socketOf(directory).toString());
    all.put("bind_address", LoopbackPort.HOST);
    all.put("port", Integer.toString(port));
    if (Runtime.getRuntime().availableProcessors() <= ChildJvm.FEW_PROCESSORS) {
      // Threads that write the redo log pay where many commit side by side; here they would only
      // hand work over and wake each other up.
      all.put("loose_innodb_log_writer_threads", "OFF");
    }
    all.putAll(settings.durability().serverVariables());
    all.putAll(installation.variables());
    all.putAll(settings.serverVariables());
    return all;
  }
}
