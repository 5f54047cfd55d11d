package io.millrace.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Runs transactions: the one place that takes a connection, commits, rolls back and translates
 * errors to {@link DatabaseFault}.
 *
 * @param source gives connections with auto-commit off and READ COMMITTED, see {@link
 *     ConnectionPool}
 */
public record JdbcRunner(DataSource source) {

  /**
   * Runs the work in one transaction, which commits if the work returns and is rolled back if it
   * throws.
   *
   * @throws DatabaseFault if a statement or the commit fails
   */
  public <T> T inTransaction(Function<Transaction, T> work) {
    try (Connection connection = source.getConnection()) {
      try {
        T result = work.apply(new Transaction(connection));
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw DatabaseFault.of(e);
    }
  }

  /**
   * The same for work without a result.
   *
   * @throws DatabaseFault if a statement or the commit fails
   */
  public void run(Consumer<Transaction> work) {
    inTransaction(
        transaction -> {
          work.accept(transaction);
          return true;
        });
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
