package io.millrace.local;

import java.util.OptionalLong;

/** A real MySQL server within reach. Closing it stops what was started for it. */
public interface LocalMySql extends AutoCloseable {

  /** One line for the user: which server this is, where it listens, why it was chosen. */
  String description();

  /** Where the server listens; the same after a {@link #restart()}. */
  MySqlAddress address();

  /** The process id of mysqld, where it is a process of this machine that Millrace started. */
  OptionalLong pid();

  /** The host name or address of the server. */
  default String host() {
    return address().host();
  }

  /** The TCP port of the server. */
  default int port() {
    return address().port();
  }

  /** A user who may do everything, replication and administration included. */
  default String user() {
    return address().user();
  }

  /** The password of {@link #user()}. */
  default String password() {
    return address().password();
  }

  /** A JDBC URL with the credentials in it; an empty database name selects none. */
  default String jdbcUrl(String database) {
    return address().jdbcUrl(database);
  }

  /**
   * Stops the server if it runs and starts it again on the same data and port.
   *
   * @throws LocalRuntimeException when the server is not Millrace's to stop, or does not come back
   */
  void restart();

  /**
   * Ends the server as the loss of its process would (SIGKILL); {@link #restart()} brings it back.
   *
   * @throws LocalRuntimeException when the server is not Millrace's to stop
   */
  void kill();

  /**
   * Leaves stopping to the caller. Otherwise the server is stopped as soon as this JVM begins to
   * end, while those who use it may still need it; now it is killed after everything else has
   * ended, unless it was closed before.
   */
  default void leaveAtExit() {}

  /** Stops the server if it is Millrace's, in an orderly way; does nothing the second time. */
  @Override
  void close();

  /**
   * Finds or starts a server: the one whose address is configured, else an installed mysqld, else
   * the embedded one, else Docker.
   *
   * @throws LocalRuntimeException when none can be had, or the chosen one does not start
   */
  static LocalMySql start(LocalRuntimeConfig config, MySqlSettings settings) {
    return MySqlSources.usual(config, settings).start();
  }

  /**
   * Starts the newest MySQL that can be had: from Debian's packages, else from Docker. For tests.
   *
   * @throws LocalRuntimeException when none can be had, or the chosen one does not start
   */
  static LocalMySql startNewest(LocalRuntimeConfig config, MySqlSettings settings) {
    return MySqlSources.newest(config, settings).start();
  }
}
