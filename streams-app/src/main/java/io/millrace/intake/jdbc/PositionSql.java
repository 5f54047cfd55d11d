package io.millrace.intake.jdbc;

import io.millrace.intake.InputPosition;
import io.millrace.jdbc.Row;
import io.millrace.jdbc.RowChange;
import io.millrace.jdbc.RowStatement;
import io.millrace.jdbc.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Rows of {@code intake_positions}. */
final class PositionSql {

  private static final String COLUMNS = "topic, partition_no, topic_uuid, id_base, next_offset";

  private static final RowStatement WRITE =
      RowStatement.upsert(
          "intake_positions",
          List.of("topic", "partition_no", "topic_uuid", "id_base", "next_offset", "updated_at"),
          List.of("topic_uuid", "id_base", "next_offset", "updated_at"));

  private PositionSql() {}

  static List<InputPosition> ofPartition(
      Transaction transaction, int partition, Collection<String> topics) {
    return transaction.queryIn(
        "SELECT " + COLUMNS + " FROM intake_positions WHERE partition_no = ? AND topic IN (?)",
        List.of(partition),
        topics,
        PositionSql::read);
  }

  static List<InputPosition> ofTopic(Transaction transaction, String topic) {
    return transaction.query(
        "SELECT " + COLUMNS + " FROM intake_positions WHERE topic = ? ORDER BY partition_no",
        List.of(topic),
        PositionSql::read);
  }

  static RowChange write(Collection<InputPosition> positions, Instant now) {
    List<Row> rows =
        positions.stream()
            .map(
                p -> Row.of(p.topic(), p.partition(), p.topicId(), p.idBase(), p.nextOffset(), now))
            .toList();
    return RowChange.of(WRITE, rows);
  }

  private static InputPosition read(java.sql.ResultSet row) throws java.sql.SQLException {
    return new InputPosition(
        row.getString("topic"),
        row.getInt("partition_no"),
        row.getString("topic_uuid"),
        row.getLong("id_base"),
        row.getLong("next_offset"));
  }
}
