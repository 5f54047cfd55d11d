package io.millrace.relay.binlog;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in the binlog up to which everything has been read: the start of a transaction, and how
 * far into it.
 *
 * <p>Ordered by place, which is meaningful between positions of one server only.
 *
 * @param file the binlog file, such as {@code binlog.000007}
 * @param pos where the transaction starts in the file
 * @param gtids the transactions before it as a GTID set, or null where the server has none
 * @param event how many events of the transaction have been read whole
 * @param row how many rows of the next event have been read
 */
public record BinlogPosition(String file, long pos, @Nullable String gtids, long event, int row)
    implements Comparable<BinlogPosition> {

  private static final Comparator<BinlogPosition> BY_PLACE =
      Comparator.comparingLong(BinlogPosition::fileNumber)
          .thenComparingLong(BinlogPosition::pos)
          .thenComparingLong(BinlogPosition::event)
          .thenComparingInt(BinlogPosition::row);

  private static final String FILE = "file";
  private static final String POS = "pos";
  private static final String GTIDS = "gtids";
  private static final String EVENT = "event";
  private static final String ROW = "row";

  /** Checks the values. */
  public BinlogPosition {
    if (file.isBlank() || pos < 0 || event < 0 || row < 0) {
      throw new IllegalArgumentException(
          "No place in a binlog: file '%s', pos %d, event %d, row %d"
              .formatted(file, pos, event, row));
    }
    gtids = gtids == null || gtids.isBlank() ? null : gtids.replaceAll("\\s", "");
  }

  /** The start of a transaction. */
  public static BinlogPosition atTransaction(String file, long pos, @Nullable String gtids) {
    return new BinlogPosition(file, pos, gtids, 0, 0);
  }

  /** The position that Debezium's connector calls this offset. */
  static BinlogPosition ofOffset(Map<String, ?> offset) {
    return new BinlogPosition(
        String.valueOf(offset.get(FILE)),
        number(offset, POS),
        (String) offset.get(GTIDS),
        number(offset, EVENT),
        (int) number(offset, ROW));
  }

  /** What Debezium's connector calls this position. */
  Map<String, Object> toOffset() {
    Map<String, Object> offset = new HashMap<>();
    offset.put(FILE, file);
    offset.put(POS, pos);
    if (gtids != null) {
      offset.put(GTIDS, gtids);
    }
    if (event != 0) {
      offset.put(EVENT, event);
    }
    if (row != 0) {
      offset.put(ROW, row);
    }
    return offset;
  }

  /** Whether no part of a transaction has been read beyond this position's place. */
  public boolean betweenTransactions() {
    return event == 0 && row == 0;
  }

  @Override
  public int compareTo(BinlogPosition other) {
    return BY_PLACE.compare(this, other);
  }

  /** The place without the GTID set, for people. */
  @Override
  public String toString() {
    return betweenTransactions()
        ? "%s:%d".formatted(file, pos)
        : "%s:%d+%d/%d".formatted(file, pos, event, row);
  }

  private long fileNumber() {
    try {
      return Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
    } catch (NumberFormatException e) {
      throw new IllegalStateException("Not the name of a binlog file: " + file, e);
    }
  }

  private static long number(Map<String, ?> offset, String key) {
    return offset.get(key) instanceof Number value ? value.longValue() : 0;
  }
}
