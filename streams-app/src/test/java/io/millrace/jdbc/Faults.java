package io.millrace.jdbc;

import java.sql.SQLException;

/** Faults as MySQL's driver reports them. */
public final class Faults {

  private Faults() {}

  /** The connection broke while something was under way. */
  public static DatabaseFault connectionLost() {
    return DatabaseFault.of(new SQLException("Communications link failure", "08S01"));
  }

  /** InnoDB chose this transaction to give way. */
  public static DatabaseFault deadlock() {
    return DatabaseFault.of(new SQLException("Deadlock found", "40001", 1213));
  }

  /** A value that no column takes. */
  public static DatabaseFault refused() {
    return DatabaseFault.of(new SQLException("Invalid JSON text", "22032", 3140));
  }
}
