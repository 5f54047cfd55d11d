package io.millrace.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement whose middle repeats once per row: one round trip and one parse for many rows.
 *
 * @param head what stands before the rows
 * @param row the pattern of one row, with a {@code ?} for each column
 * @param tail what stands after the rows
 * @param columns how many parameters a row has
 * @param typed whether each parameter has a column's type, so that MySQL can prepare the statement:
 *     elsewhere it takes it for a text
 */
public record RowStatement(String head, String row, String tail, int columns, boolean typed) {

  /** How many rows one statement has at most; those that have as many are prepared only once. */
  static final int BLOCK = 64;

  /** How large a statement becomes at most, unless one row alone is larger. */
  static final int MAX_BYTES = 8 * 1024 * 1024;

  /** {@code INSERT} of those columns. */
  public static RowStatement insert(String table, List<String> columns) {
    return new RowStatement(
        "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ",
        "(" + places(columns.size()) + ")",
        "",
        columns.size(),
        true);
  }

  /**
   * {@code INSERT} of those columns that changes the row instead where its key exists.
   *
   * @param changed the columns to change
   */
  public static RowStatement upsert(String table, List<String> columns, List<String> changed) {
    RowStatement insert = insert(table, columns);
    List<String> assignments =
        changed.stream().map(column -> column + " = fresh." + column).toList();
    return new RowStatement(
        insert.head,
        insert.row,
        " AS fresh ON DUPLICATE KEY UPDATE " + String.join(", ", assignments),
        columns.size(),
        true);
  }

  /**
   * {@code UPDATE} of rows that exist; the rows found tell whether all did.
   *
   * @param keys the columns that find the row; they come first
   * @param changed the columns to change
   */
  public static RowStatement update(String table, List<String> keys, List<String> changed) {
    List<String> columns = new ArrayList<>(keys);
    columns.addAll(changed);
    List<String> matches = keys.stream().map(k -> "old." + k + " = fresh." + k).toList();
    List<String> assignments = changed.stream().map(c -> "old." + c + " = fresh." + c).toList();
    return new RowStatement(
        "UPDATE " + table + " old JOIN (VALUES ",
        "ROW(" + places(columns.size()) + ")",
        ") fresh ("
            + String.join(", ", columns)
            + ") ON "
            + String.join(" AND ", matches)
            + " SET "
            + String.join(", ", assignments),
        columns.size(),
        false);
  }

  /**
   * Counts rows that exist with those values; the first column is the key. Changes and locks
   * nothing.
   *
   * @param condition what must be true of a row besides
   */
  public static RowStatement count(String table, List<String> columns, String condition) {
    return new RowStatement(
        "SELECT COUNT(*) FROM %s WHERE %s AND (%s) IN ("
            .formatted(table, condition, String.join(", ", columns)),
        "(" + places(columns.size()) + ")",
        ")",
        columns.size(),
        true);
  }

  /** The statement's text for that many rows. */
  String sql(int rows) {
    StringBuilder sql =
        new StringBuilder(head.length() + rows * (row.length() + 1) + tail.length()).append(head);
    for (int i = 0; i < rows; i++) {
      if (i > 0) {
        sql.append(',');
      }
      sql.append(row);
    }
    return sql.append(tail).toString();
  }

  /** The rows in pieces that each fit in a statement, in their order. */
  List<List<Row>> chunks(List<Row> rows) {
    List<List<Row>> chunks = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int at = 0; at < rows.size(); at++) {
      int size = rows.get(at).bytes();
      if (at > from && (at - from >= BLOCK || bytes + size > MAX_BYTES)) {
        chunks.add(rows.subList(from, at));
        from = at;
        bytes = 0;
      }
      bytes += size;
    }
    if (from < rows.size()) {
      chunks.add(rows.subList(from, rows.size()));
    }
    return chunks;
  }

  private static String places(int columns) {
    return "?,".repeat(columns - 1) + "?";
  }
}
