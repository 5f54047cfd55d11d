package io.millrace.jdbc;

import java.util.List;

/**
 * A statement and the rows that it is for.
 *
 * @param statement what to do
 * @param rows the rows to do it for; none is nothing to do
 * @param mustExist whether every row must be there: what the writer knows and MySQL does not have
 *     is a bug then
 */
public record RowChange(RowStatement statement, List<Row> rows, boolean mustExist) {

  /** Copies the list. */
  public RowChange {
    rows = List.copyOf(rows);
  }

  /** Inserts rows, or changes those that are there. */
  public static RowChange of(RowStatement statement, List<Row> rows) {
    return new RowChange(statement, rows, false);
  }

  /** Changes rows all of which must exist. */
  public static RowChange ofExisting(RowStatement statement, List<Row> rows) {
    return new RowChange(statement, rows, true);
  }

  /** The same in pieces that each fit in a statement, in their order. */
  List<RowChange> pieces() {
    return statement.chunks(rows).stream()
        .map(chunk -> new RowChange(statement, chunk, mustExist))
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
    if (mustExist && found != rows.size()) {
      throw new IllegalStateException(
          "%d of %d rows to change exist: %s".formatted(found, rows.size(), statement.head()));
    }
  }
}
