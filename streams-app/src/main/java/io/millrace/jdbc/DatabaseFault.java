package io.millrace.jdbc;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** A statement did not succeed; the {@link Kind} says what that means for the caller. */
public final class DatabaseFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int DUPLICATE_KEY = 1062;

  /** Deadlock, lock wait time-out, a statement that an administrator killed. */
  private static final Set<Integer> CONTENTION = Set.of(1213, 1205, 1317, 3572);

  /**
   * Too many connections, shut-down, out of disk, read-only, connection killed: MySQL cannot work
   * now, whatever the statement.
   */
  private static final Set<Integer> OUTAGE =
      Set.of(1021, 1040, 1053, 1114, 1129, 1203, 1290, 1792, 1836, 1927, 3024, 3168, 3169);

  /** What to do about a fault. */
  public enum Kind {
    /** Nothing was changed; the same transaction may succeed at once. */
    CONTENDED,
    /** A unique key is taken; {@link DatabaseFault#violates} tells which. */
    DUPLICATE,
    /** MySQL cannot be reached or cannot work; whether a commit took place is not known. */
    UNAVAILABLE,
    /** The statement or its values will never do. */
    REFUSED
  }

  private final Kind kind;

  private DatabaseFault(Kind kind, String message, SQLException cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Translates what JDBC said. */
  static DatabaseFault of(SQLException e) {
    return new DatabaseFault(kindOf(e), String.valueOf(e.getMessage()), e);
  }

  /** What to do about it. */
  public Kind kind() {
    return kind;
  }

  /** Whether it is the unique key of that name that is taken. */
  public boolean violates(String key) {
    return kind == Kind.DUPLICATE && String.valueOf(getMessage()).contains("." + key + "'");
  }

  private static Kind kindOf(SQLException e) {
    int code = e.getErrorCode();
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (CONTENTION.contains(code) || state.startsWith("40")) {
      return Kind.CONTENDED;
    }
    if (code == DUPLICATE_KEY) {
      return Kind.DUPLICATE;
    }
    if (OUTAGE.contains(code) || state.startsWith("08") || lostConnection(e)) {
      return Kind.UNAVAILABLE;
    }
    return Kind.REFUSED;
  }

  private static boolean lostConnection(SQLException e) {
    return !(e instanceof SQLIntegrityConstraintViolationException)
        && (e instanceof SQLNonTransientConnectionException
            || e instanceof SQLTransientConnectionException
            || e instanceof SQLRecoverableException);
  }
}
