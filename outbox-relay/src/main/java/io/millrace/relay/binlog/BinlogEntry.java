package io.millrace.relay.binlog;

import io.millrace.relay.outbox.OutboxRow;

/** What the reader finds in the binlog, in its order. */
public sealed interface BinlogEntry {

  /** The position after this entry: reading on from there does not give the entry again. */
  BinlogPosition position();

  /** About how many bytes the entry takes in memory. */
  default int size() {
    return 64;
  }

  /** A row was committed to the outbox. */
  record Row(OutboxRow row, BinlogPosition position) implements BinlogEntry {
    @Override
    public int size() {
      return row.size();
    }
  }

  /** A statement changed the outbox table, or its partitions. */
  record TableChange(String statement, BinlogPosition position) implements BinlogEntry {}

  /** Nothing of interest up to here. Comes every few seconds while the server is reachable. */
  record Progress(BinlogPosition position) implements BinlogEntry {}
}
