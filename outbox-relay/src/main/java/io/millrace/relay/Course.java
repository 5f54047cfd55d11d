package io.millrace.relay;

import io.millrace.relay.binlog.BinlogEntry;
import io.millrace.relay.binlog.BinlogPosition;
import io.millrace.relay.binlog.TableHistory;
import io.millrace.relay.kafka.Publication;
import io.millrace.relay.kafka.StoredPosition;
import io.millrace.relay.outbox.OutboxRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the entries of the binlog and makes publications of them: which rows, to which position
 * that brings the relay, and what the table is like there.
 *
 * <p>A statement that changes the table is not part of the position that comes with it where the
 * server has GTIDs: whoever starts there gets the statement again. The table counts as changed, and
 * the position moves on, with the next transaction.
 */
final class Course {

  private final List<OutboxRow> rows = new ArrayList<>();
  private StoredPosition reached;
  private BinlogPosition position;
  private TableHistory table;
  private boolean tableChanged;
  private @Nullable TableHistory changedTable;
  private @Nullable String changedAfter;

  /** Begins at a position where the table was like that. */
  Course(StoredPosition start, TableHistory table) {
    this.reached = start;
    this.position = start.binlog();
    this.table = table;
  }

  void follow(BinlogEntry entry) {
    switch (entry) {
      case BinlogEntry.Row row -> {
        settleTable();
        rows.add(row.row());
        position = row.position();
      }
      case BinlogEntry.TableChange change -> changeTable(change);
      case BinlogEntry.Progress progress -> {
        if (isAfterTheChange(progress.position().gtids())) {
          settleTable();
        }
        if (changedTable == null && progress.position().betweenTransactions()) {
          position = progress.position();
        }
      }
    }
  }

  /** What to publish now; empty if nothing has come that matters. */
  Optional<Publication> publication() {
    if (rows.isEmpty() && position.equals(reached.binlog())) {
      return Optional.empty();
    }
    StoredPosition next =
        new StoredPosition(
            position,
            reached.server(),
            rows.isEmpty() ? reached.outboxId() : rows.getLast().id(),
            reached.tableAt());
    return Optional.of(new Publication(rows, next, tableChanged ? table : null));
  }

  /** Goes on after what {@link #publication()} said is published. */
  void published(StoredPosition now) {
    reached = now;
    rows.clear();
    tableChanged = false;
  }

  private void changeTable(BinlogEntry.TableChange change) {
    TableHistory before = changedTable == null ? table : changedTable;
    TableHistory after = before.after(change.statement());
    if (!after.equals(before) || changedTable != null) {
      changedTable = after;
      changedAfter = change.position().gtids();
    }
  }

  private boolean isAfterTheChange(@Nullable String gtids) {
    return gtids == null || !gtids.equals(changedAfter);
  }

  private void settleTable() {
    if (changedTable != null) {
      table = changedTable;
      tableChanged = true;
      changedTable = null;
    }
  }
}
