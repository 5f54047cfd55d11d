package io.millrace.intake.jdbc;

import io.millrace.intake.OwnershipLost;
import io.millrace.intake.PartitionLease;
import io.millrace.jdbc.DatabaseFault;
import io.millrace.jdbc.Row;
import io.millrace.jdbc.RowChange;
import io.millrace.jdbc.RowStatement;
import io.millrace.jdbc.Transaction;
import java.time.Duration;
import java.util.List;

/** Leases of partitions in {@code workflow_locks}; all times are by MySQL's clock. */
final class LeaseSql {

  private static final int MICROS_PER_MILLI = 1_000;

  private static final String ENSURE =
      "INSERT IGNORE INTO workflow_locks"
          + " (lock_key, owner, lock_type, fencing_token, expires_at)"
          + " VALUES (?, '', 'resource', 1, UTC_TIMESTAMP(3))";

  private static final String LOCK_NOW =
      "SELECT fencing_token FROM workflow_locks WHERE lock_key = ? FOR UPDATE NOWAIT";

  private static final String TAKE =
      "UPDATE workflow_locks SET owner = ?, fencing_token = fencing_token + 1,"
          + " acquired_at = UTC_TIMESTAMP(3), renewed_at = UTC_TIMESTAMP(3),"
          + " expires_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND"
          + " WHERE lock_key = ?"
          + " AND (owner = '' OR owner = ? OR expires_at <= UTC_TIMESTAMP(3))";

  private static final RowStatement RELEASE =
      ofHeld("UPDATE workflow_locks SET owner = '', expires_at = UTC_TIMESTAMP(3)");

  private LeaseSql() {}

  /**
   * Takes the lock and returns its new token, or 0 if another engine holds it or is just writing
   * under it. Never waits: the other one may be frozen within its transaction, and the caller has
   * other partitions to look after.
   */
  static long take(Transaction transaction, int partition, String owner, Duration length) {
    String key = PartitionLease.lockKey(partition);
    if (token(transaction, key).isEmpty()) {
      transaction.update(ENSURE, key);
    }
    try {
      transaction.query(LOCK_NOW, List.of(key), row -> row.getLong(1));
    } catch (DatabaseFault fault) {
      if (fault.kind() == DatabaseFault.Kind.CONTENDED) {
        return 0;
      }
      throw fault;
    }
    int taken = transaction.update(TAKE, owner, micros(length), key, owner);
    return taken == 0 ? 0 : token(transaction, key).getFirst();
  }

  private static List<Long> token(Transaction transaction, String key) {
    return transaction.query(
        "SELECT fencing_token FROM workflow_locks WHERE lock_key = ?",
        List.of(key),
        row -> row.getLong(1));
  }

  /**
   * Renews leases. As the first change of a transaction it is the fence: nobody can take a lease
   * over before the transaction is through, and one that was taken over before makes it fail with
   * {@link OwnershipLost}.
   */
  static RowChange fence(List<PartitionLease> leases, String owner, Duration length) {
    RowStatement renew =
        ofHeld(
            "UPDATE workflow_locks SET renewed_at = UTC_TIMESTAMP(3),"
                + " expires_at = UTC_TIMESTAMP(3) + INTERVAL %d MICROSECOND"
                    .formatted(micros(length)));
    return RowChange.ofExisting(
        renew, rows(leases, owner), (found, wanted) -> new OwnershipLost(leases));
  }

  /** Gives leases back; those that the owner has lost stay as they are. */
  static RowChange release(List<PartitionLease> leases, String owner) {
    return RowChange.of(RELEASE, rows(leases, owner));
  }

  private static RowStatement ofHeld(String update) {
    String held = update + " WHERE (lock_key, owner, fencing_token) IN (";
    return new RowStatement(held, "(?,?,?)", ")", 3, true);
  }

  private static List<Row> rows(List<PartitionLease> leases, String owner) {
    return leases.stream().map(lease -> Row.of(lease.lockKey(), owner, lease.token())).toList();
  }

  private static long micros(Duration length) {
    return length.toMillis() * MICROS_PER_MILLI;
  }
}
