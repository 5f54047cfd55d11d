package io.millrace.relay.binlog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server whose binlog is read.
 *
 * @param host its name or address
 * @param port its TCP port
 * @param user a user with REPLICATION SLAVE, REPLICATION CLIENT and SELECT
 * @param password the user's password
 * @param sslMode {@code disabled}, {@code preferred}, {@code required}, {@code verify_ca} or {@code
 *     verify_identity}
 * @param database the database that the outbox is in
 * @param heartbeat how often to hear of a server on which nothing happens
 */
public record BinlogSource(
    String host,
    int port,
    String user,
    @Nullable String password,
    String sslMode,
    String database,
    Duration heartbeat) {

  /** Without the password. */
  @Override
  public String toString() {
    return "%s@%s:%d/%s".formatted(user, host, port, database);
  }
}
