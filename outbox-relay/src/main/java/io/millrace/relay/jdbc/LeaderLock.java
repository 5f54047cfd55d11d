package io.millrace.relay.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The row {@code leader:<role>} of {@code workflow_locks}: held by one process at a time for as
 * long as a lease, by MySQL's clock. The fencing token grows with every change of hands.
 *
 * <p>It decides who works and who stands by. What makes a late leader harmless is Kafka's fencing.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class LeaderLock implements AutoCloseable {

  private static final String CREATE =
      """
      INSERT IGNORE INTO workflow_locks (lock_key, owner, lock_type, fencing_token, expires_at)
      VALUES (?, '', 'resource', 1, UTC_TIMESTAMP(3))
      """;

  private static final String TAKE =
      """
      UPDATE workflow_locks
      SET owner = ?, fencing_token = fencing_token + 1, acquired_at = UTC_TIMESTAMP(3),
          renewed_at = UTC_TIMESTAMP(3), expires_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
      WHERE lock_key = ? AND (owner = ? OR expires_at <= UTC_TIMESTAMP(3))
      """;

  private static final String TOKEN =
      "SELECT fencing_token FROM workflow_locks WHERE lock_key = ? AND owner = ?";

  private static final String RENEW =
      """
      UPDATE workflow_locks
      SET renewed_at = UTC_TIMESTAMP(3), expires_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND,
          lock_data = ?
      WHERE lock_key = ? AND owner = ? AND fencing_token = ?
      """;

  private static final String RELEASE =
      """
      UPDATE workflow_locks SET owner = '', expires_at = UTC_TIMESTAMP(3)
      WHERE lock_key = ? AND owner = ? AND fencing_token = ?
      """;

  private static final String OWNER = "SELECT owner FROM workflow_locks WHERE lock_key = ?";

  private final Connection connection;
  private final String key;
  private final String owner;
  private final Duration lease;

  private LeaderLock(Connection connection, String key, String owner, Duration lease) {
    this.connection = connection;
    this.key = key;
    this.owner = owner;
    this.lease = lease;
  }

  /**
   * Connects, and makes the row if it is the first time.
   *
   * @param role what is led
   * @param owner who asks; unique among processes
   * @param lease how long the lock is held without a renewal
   */
  public static LeaderLock open(DataSource database, String role, String owner, Duration lease)
      throws SQLException {
    LeaderLock lock = new LeaderLock(database.getConnection(), "leader:" + role, owner, lease);
    try (PreparedStatement create = lock.connection.prepareStatement(CREATE)) {
      create.setString(1, lock.key);
      create.executeUpdate();
      return lock;
    } catch (SQLException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Takes the lock if nobody else holds it; the fencing token if so. What this owner held before,
   * in an earlier process or on a connection that broke, it gets back under a new token without
   * waiting for its own lease to end.
   */
  public OptionalLong take() throws SQLException {
    try (PreparedStatement take = connection.prepareStatement(TAKE)) {
      take.setString(1, owner);
      take.setLong(2, lease.toNanos() / 1000);
      take.setString(3, key);
      take.setString(4, owner);
      return take.executeUpdate() == 1 ? OptionalLong.of(token()) : OptionalLong.empty();
    }
  }

  /**
   * Holds the lock for another lease.
   *
   * @param note what to leave in the row for people who look at it: a JSON object
   * @return whether the lock was still held
   */
  public boolean renew(long token, String note) throws SQLException {
    try (PreparedStatement renew = connection.prepareStatement(RENEW)) {
      renew.setLong(1, lease.toNanos() / 1000);
      renew.setString(2, note);
      renew.setString(3, key);
      renew.setString(4, owner);
      renew.setLong(5, token);
      return renew.executeUpdate() == 1;
    }
  }

  /** Lets go, so that a standby need not wait for the lease to end; the token stays. */
  public void release(long token) throws SQLException {
    try (PreparedStatement release = connection.prepareStatement(RELEASE)) {
      release.setString(1, key);
      release.setString(2, owner);
      release.setLong(3, token);
      release.executeUpdate();
    }
  }

  /** Who holds the lock or held it last; null if nobody did. */
  public @Nullable String holder() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OWNER)) {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && !row.getString(1).isEmpty() ? row.getString(1) : null;
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private long token() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TOKEN)) {
      query.setString(1, key);
      query.setString(2, owner);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("The lock %s was taken and is gone".formatted(key));
        }
        return row.getLong(1);
      }
    }
  }
}
