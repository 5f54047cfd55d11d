package io.millrace.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement and the rows that it is for.
 *
 * @param statement what to do
 * @param rows the rows to do it for; none is nothing to do
 * @param missing what to throw if not every row is there, or null if some need not be
 */
public record RowChange(RowStatement statement, List<Row> rows, @Nullable Missing missing) {

  /** What it means that rows are not there. */
  @FunctionalInterface
  public interface Missing {
    /** What to throw when so many rows of so many were found. */
    RuntimeException fault(int found, int wanted);
  }

  /** Copies the list. */
  public RowChange {
    rows = List.copyOf(rows);
  }

  /** Inserts rows, or changes those that are there. */
  public static RowChange of(RowStatement statement, List<Row> rows) {
    return new RowChange(statement, rows, null);
  }

  /** Changes rows all of which must exist: what the writer knows and MySQL does not is a bug. */
  public static RowChange ofExisting(RowStatement statement, List<Row> rows) {
    return ofExisting(
        statement,
        rows,
        (found, wanted) ->
            new IllegalStateException(
                "%d of %d rows to change exist: %s".formatted(found, wanted, statement.head())));
  }

  /** Changes rows all of which must be as the statement asks; what is thrown if one is not. */
  public static RowChange ofExisting(RowStatement statement, List<Row> rows, Missing missing) {
    return new RowChange(statement, rows, missing);
  }

  /** The same in pieces that each fit in a statement, in their order. */
  List<RowChange> pieces() {
    return statement.chunks(rows).stream()
        .map(chunk -> new RowChange(statement, chunk, missing))
        .toList();
  }

  /** Whether it has as many rows as a statement may have, and so the same text as many others. */
  boolean isBlock() {
    return rows.size() == RowStatement.BLOCK;
  }

  /** The statement's text. */
  String sql() {
    return statement.sql(rows.size());
  }

  /** About how many bytes the rows have in a statement. */
  long bytes() {
    return rows.stream().mapToLong(Row::bytes).sum();
  }

  /** Checks how many rows were found. */
  void require(int found) {
    if (missing != null && found != rows.size()) {
      throw missing.fault(found, rows.size());
    }
  }
}
