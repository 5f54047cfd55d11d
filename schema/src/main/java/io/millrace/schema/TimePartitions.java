package io.millrace.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Upkeep of a table that is range-partitioned by time ({@code outbox}, {@code execution_logs}):
 * cuts partitions ahead of time out of the last one, {@code future}, and drops those that are over.
 * Dropping a partition costs the same however full it is, and writes no row to the binlog.
 *
 * <p>Several processes may do this at once: while one works, the calls of the others do nothing. A
 * statement that cannot get the table within a few seconds gives up, so that writers do not queue
 * up behind it; call again later.
 */
public final class TimePartitions {

  /** How much time one partition holds. */
  public enum Width {
    /** An hour each: for a busy outbox. */
    HOUR(ChronoUnit.HOURS, "yyyyMMddHH"),
    /** A day each. */
    DAY(ChronoUnit.DAYS, "yyyyMMdd");

    private final ChronoUnit unit;
    private final DateTimeFormatter name;

    Width(ChronoUnit unit, String name) {
      this.unit = unit;
      this.name = DateTimeFormatter.ofPattern(name);
    }
  }

  /** The tables that can be kept up. */
  public enum Table {
    /** {@code outbox}: drop what the relay has published. */
    OUTBOX("outbox"),
    /** {@code execution_logs}: drop what nobody reads any more. */
    EXECUTION_LOGS("execution_logs");

    private final String tableName;

    Table(String tableName) {
      this.tableName = tableName;
    }
  }

  private static final String FUTURE = "future";
  private static final DateTimeFormatter LITERAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int SECONDS_TO_WAIT_FOR_TABLE = 5;

  private final Table table;
  private final Width width;

  private TimePartitions(Table table, Width width) {
    this.table = table;
    this.width = width;
  }

  /**
   * Upkeep of {@code table} in partitions of {@code width}; the width may be changed at any time.
   */
  public static TimePartitions of(Table table, Width width) {
    return new TimePartitions(table, width);
  }

  /**
   * Makes partitions up to the one that holds the time {@code ahead} widths after {@code now}.
   *
   * @param connection in autocommit mode; DDL would commit a transaction
   * @param ahead how many partitions there should be after the current one, at least 1
   * @return names of the partitions made, oldest first; the first of all holds everything older too
   */
  public List<String> prepare(Connection connection, Instant now, int ahead) throws SQLException {
    if (ahead < 1) {
      throw new IllegalArgumentException("ahead must be 1 or more, not " + ahead);
    }
    return alone(
        connection,
        statement -> {
          LocalDateTime current =
              LocalDateTime.ofInstant(now, ZoneOffset.UTC).truncatedTo(width.unit);
          List<Partition> missing = missing(newestBound(statement), current, ahead);
          if (!missing.isEmpty()) {
            statement.execute(reorganize(missing));
          }
          return missing.stream().map(Partition::name).toList();
        });
  }

  /**
   * Drops the partitions that hold nothing as new as {@code limit}. The partition {@code future}
   * always stays.
   *
   * @param connection in autocommit mode; DDL would commit a transaction
   * @param limit for the outbox: no later than the oldest row that is not surely published
   * @return names of the partitions dropped, oldest first
   */
  public List<String> dropBefore(Connection connection, Instant limit) throws SQLException {
    return alone(
        connection,
        statement -> {
          LocalDateTime before = LocalDateTime.ofInstant(limit, ZoneOffset.UTC);
          List<String> over =
              partitions(statement).stream()
                  .filter(partition -> !partition.end().isAfter(before))
                  .map(Partition::name)
                  .toList();
          if (!over.isEmpty()) {
            statement.execute(
                "ALTER TABLE %s DROP PARTITION %s"
                    .formatted(table.tableName, String.join(", ", over)));
          }
          return over;
        });
  }

  private List<Partition> missing(
      @Nullable LocalDateTime newest, LocalDateTime current, int ahead) {
    List<Partition> missing = new ArrayList<>();
    LocalDateTime last = current.plus(ahead, width.unit);
    LocalDateTime end = current.plus(1, width.unit);
    if (newest != null && newest.isBefore(current)) {
      missing.add(endingAt(current));
    }
    for (; !end.isAfter(last.plus(1, width.unit)); end = end.plus(1, width.unit)) {
      if (newest == null || end.isAfter(newest)) {
        missing.add(endingAt(end));
      }
    }
    return missing;
  }

  private Partition endingAt(LocalDateTime end) {
    return new Partition("p" + width.name.format(end.minus(1, width.unit)), end);
  }

  private String reorganize(List<Partition> partitions) {
    StringBuilder sql =
        new StringBuilder(
            "ALTER TABLE " + table.tableName + " REORGANIZE PARTITION " + FUTURE + " INTO (");
    for (Partition partition : partitions) {
      sql.append("PARTITION ")
          .append(partition.name())
          .append(" VALUES LESS THAN ('")
          .append(LITERAL.format(partition.end()))
          .append("'), ");
    }
    return sql.append(
            "PARTITION "
                + FUTURE
                + " VALUES LESS THAN (MAXVALUE)"
                + " COMMENT = 'Everything later than the other partitions')")
        .toString();
  }

  private @Nullable LocalDateTime newestBound(Statement statement) throws SQLException {
    List<Partition> partitions = partitions(statement);
    return partitions.isEmpty() ? null : partitions.getLast().end();
  }

  /** All partitions but {@code future}, oldest first. */
  private List<Partition> partitions(Statement statement) throws SQLException {
    List<Partition> partitions = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT partition_name, TRIM(BOTH '''' FROM partition_description)
            FROM information_schema.partitions
            WHERE table_schema = DATABASE() AND table_name = '%s' AND partition_name <> '%s'
            ORDER BY partition_ordinal_position
            """
                .formatted(table.tableName, FUTURE))) {
      while (rows.next()) {
        LocalDateTime end = LocalDateTime.parse(rows.getString(2), LITERAL);
        partitions.add(new Partition(rows.getString(1), end));
      }
    }
    return partitions;
  }

  /** Runs {@code work} if nobody else is at it in this database, else does nothing. */
  private List<String> alone(Connection connection, Work work) throws SQLException {
    String lock = "millrace:partitions:" + table.tableName;
    try (Statement statement = connection.createStatement()) {
      if (!locked(connection, "SELECT GET_LOCK(SHA2(CONCAT(DATABASE(), ?), 256), 0)", lock)) {
        return List.of();
      }
      try {
        statement.execute("SET @millrace_wait = @@SESSION.lock_wait_timeout");
        statement.execute("SET SESSION lock_wait_timeout = " + SECONDS_TO_WAIT_FOR_TABLE);
        return work.with(statement);
      } finally {
        statement.execute("SET SESSION lock_wait_timeout = @millrace_wait");
        locked(connection, "SELECT RELEASE_LOCK(SHA2(CONCAT(DATABASE(), ?), 256))", lock);
      }
    }
  }

  private static boolean locked(Connection connection, String query, String lock)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, lock);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private interface Work {
    List<String> with(Statement statement) throws SQLException;
  }

  /** A partition that holds everything before {@code end} that the ones before it do not hold. */
  private record Partition(String name, LocalDateTime end) {}
}
