package io.millrace.relay.binlog;

import io.millrace.contract.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How the outbox table looked at a position: the statement that made it, and those that changed its
 * columns since. Rows in the binlog have no column names, so reading on needs the table as it was
 * there, which need not be how it is now.
 *
 * @param statements DDL, oldest first
 */
public record TableHistory(List<String> statements) {

  private static final Pattern CREATE =
      Pattern.compile("(?is)^\\s*(/\\*.*?\\*/\\s*)*CREATE\\s+TABLE\\b.*");

  /** {@code ALTER TABLE outbox ADD | DROP | REORGANIZE … PARTITION …} leaves the columns alone. */
  private static final Pattern PARTITIONS_ONLY =
      Pattern.compile(
          "(?is)^\\s*(/\\*.*?\\*/\\s*)*ALTER\\s+TABLE\\s+\\S+\\s+"
              + "(ADD|DROP|REORGANIZE|TRUNCATE|COALESCE|EXCHANGE|ANALYZE|CHECK|OPTIMIZE|REBUILD|REPAIR)"
              + "\\s+PARTITION\\b.*");

  /** Copies the list. */
  public TableHistory {
    statements = List.copyOf(statements);
  }

  /** A table that was made by this statement, or is as if it had been. */
  public static TableHistory of(String createTable) {
    return new TableHistory(List.of(createTable));
  }

  /** The history after one more statement; the same if that one did not touch the columns. */
  public TableHistory after(String statement) {
    if (PARTITIONS_ONLY.matcher(statement).matches()) {
      return this;
    }
    if (CREATE.matcher(statement).matches()) {
      return of(statement);
    }
    List<String> longer = new ArrayList<>(statements);
    longer.add(statement);
    return new TableHistory(longer);
  }

  /** As JSON, UTF-8. */
  public byte[] toJson() {
    return Json.bytes(this);
  }

  /** From JSON, UTF-8. */
  public static TableHistory fromJson(byte[] json) {
    return Json.read(json, TableHistory.class);
  }
}
