package io.millrace.relay.kafka;

import io.millrace.relay.binlog.TableHistory;
import io.millrace.relay.outbox.OutboxRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one Kafka transaction brings.
 *
 * @param rows the rows to publish, in order
 * @param position where that leaves the relay, or null to leave its position as it was
 * @param table what the outbox table is like at the position, or null where it is as before
 */
public record Publication(
    List<OutboxRow> rows, @Nullable StoredPosition position, @Nullable TableHistory table) {

  /** Copies the list. */
  public Publication {
    rows = List.copyOf(rows);
  }

  /** Rows alone. */
  public static Publication of(List<OutboxRow> rows) {
    return new Publication(rows, null, null);
  }

  /** About how many bytes the rows have. */
  long bytes() {
    return rows.stream().mapToLong(OutboxRow::size).sum();
  }

  /** Several in their order as one; at least one. */
  static Publication ofAll(List<Publication> batches) {
    Publication last = batches.getLast();
    return batches.size() == 1
        ? last
        : new Publication(
            batches.stream().flatMap(batch -> batch.rows().stream()).toList(),
            last.position(),
            last.table());
  }
}
