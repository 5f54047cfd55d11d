package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.junit.TestDatabase;
import io.millrace.schema.TimePartitions.Table;
import io.millrace.schema.TimePartitions.Width;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimePartitionsIT extends MigratedDatabase {

  private static final Instant NOON = Instant.parse("2026-11-22T12:34:56Z");

  private final TimePartitions daily = TimePartitions.of(Table.OUTBOX, Width.DAY);

  @BeforeEach
  void startWithTheFuture() throws SQLException {
    sql.run("ALTER TABLE outbox REMOVE PARTITIONING");
    sql.run(
        "ALTER TABLE outbox PARTITION BY RANGE COLUMNS (created_at) (PARTITION future VALUES LESS"
            + " THAN (MAXVALUE))");
  }

  @Test
  void shouldMakeTodayAndTheDaysAheadWhenThereIsOnlyTheFuture() throws SQLException {
    List<String> made = daily.prepare(sql.connection(), NOON, 2);

    assertThat(made).containsExactly("p20261122", "p20261123", "p20261124");
    assertThat(partitions()).containsExactly("p20261122", "p20261123", "p20261124", "future");
  }

  @Test
  void shouldPutEachRowIntoTheDayThatItWasWrittenOn() throws SQLException {
    written("old", "2026-11-01 00:00:00");
    written("today", "2026-11-22 23:59:59.999");
    daily.prepare(sql.connection(), NOON, 1);
    written("tomorrow", "2026-11-23 00:00:00");
    written("later", "2026-12-24 00:00:00");

    assertThat(sql.column("SELECT aggregateid FROM outbox PARTITION (p20261122)"))
        .containsExactlyInAnyOrder("old", "today");
    assertThat(sql.column("SELECT aggregateid FROM outbox PARTITION (p20261123)"))
        .containsExactly("tomorrow");
    assertThat(sql.column("SELECT aggregateid FROM outbox PARTITION (future)"))
        .containsExactly("later");
  }

  @Test
  void shouldMakeOnlyWhatIsMissing() throws SQLException {
    daily.prepare(sql.connection(), NOON, 2);

    assertThat(daily.prepare(sql.connection(), NOON, 2)).isEmpty();
    assertThat(daily.prepare(sql.connection(), NOON.plusSeconds(86_400), 2))
        .containsExactly("p20261125");
  }

  @Test
  void shouldCloseTheGapWhenNobodyCalledForDays() throws SQLException {
    daily.prepare(sql.connection(), NOON, 1);
    written("in the gap", "2026-11-26 00:00:00");

    List<String> made = daily.prepare(sql.connection(), Instant.parse("2026-11-28T00:00:00Z"), 1);

    assertThat(made).containsExactly("p20261127", "p20261128", "p20261129");
    assertThat(sql.column("SELECT aggregateid FROM outbox PARTITION (p20261127)"))
        .containsExactly("in the gap");
  }

  @Test
  void shouldMakeHoursWhenTheOutboxIsBusy() throws SQLException {
    List<String> made =
        TimePartitions.of(Table.OUTBOX, Width.HOUR).prepare(sql.connection(), NOON, 1);

    assertThat(made).containsExactly("p2026112212", "p2026112213");
  }

  @Test
  void shouldGoOnWhenTheWidthChanges() throws SQLException {
    TimePartitions hourly = TimePartitions.of(Table.OUTBOX, Width.HOUR);
    hourly.prepare(sql.connection(), NOON, 1);

    assertThat(daily.prepare(sql.connection(), NOON, 1)).containsExactly("p20261122", "p20261123");
    assertThat(hourly.prepare(sql.connection(), NOON, 1)).isEmpty();
    assertThat(hourly.prepare(sql.connection(), Instant.parse("2026-11-23T23:10:00Z"), 1))
        .containsExactly("p2026112400");
  }

  @Test
  void shouldDropWhatIsOverAndKeepTheRest() throws SQLException {
    daily.prepare(sql.connection(), NOON, 2);
    written("today", "2026-11-22 10:00:00");
    written("tomorrow", "2026-11-23 10:00:00");

    List<String> dropped =
        daily.dropBefore(sql.connection(), Instant.parse("2026-11-23T23:59:59Z"));

    assertThat(dropped).containsExactly("p20261122");
    assertThat(sql.column("SELECT aggregateid FROM outbox")).containsExactly("tomorrow");
    assertThat(partitions()).containsExactly("p20261123", "p20261124", "future");
  }

  @Test
  void shouldKeepTheFutureWhenEverythingIsOver() throws SQLException {
    daily.prepare(sql.connection(), NOON, 1);

    assertThat(daily.dropBefore(sql.connection(), Instant.parse("2030-01-01T00:00:00Z")))
        .hasSize(2);
    assertThat(daily.dropBefore(sql.connection(), Instant.parse("2030-01-01T00:00:00Z"))).isEmpty();
    assertThat(partitions()).containsExactly("future");
  }

  @Test
  void shouldKeepCountingIdsWhenPartitionsAreDropped() throws SQLException {
    daily.prepare(sql.connection(), NOON, 1);
    written("first", "2026-11-22 10:00:00");
    long before = Long.parseLong(sql.value("SELECT MAX(id) FROM outbox"));

    daily.dropBefore(sql.connection(), Instant.parse("2026-11-23T00:00:00Z"));
    written("second", "2026-11-23 10:00:00");

    assertThat(Long.parseLong(sql.value("SELECT id FROM outbox"))).isGreaterThan(before);
  }

  @Test
  void shouldDoTheSameForExecutionLogs() throws SQLException {
    TimePartitions logs = TimePartitions.of(Table.EXECUTION_LOGS, Width.DAY);

    assertThat(logs.prepare(sql.connection(), Instant.now(), 1)).hasSize(2);
    assertThat(logs.dropBefore(sql.connection(), Instant.parse("2100-01-01T00:00:00Z"))).hasSize(2);
  }

  @Test
  void shouldDoNothingWhenAnotherIsAtIt(TestDatabase database) throws SQLException {
    try (Sql other = new Sql(database.connect())) {
      other.value(
          "SELECT GET_LOCK(SHA2(CONCAT(DATABASE(), 'millrace:partitions:outbox'), 256), 0)");

      assertThat(daily.prepare(sql.connection(), NOON, 1)).isEmpty();
    }
    assertThat(partitions()).containsExactly("future");
  }

  @Test
  void shouldGiveUpSoonWhenALongTransactionHoldsTheTable(TestDatabase database)
      throws SQLException {
    try (Sql other = new Sql(database.connect())) {
      other.connection().setAutoCommit(false);
      other.value("SELECT COUNT(*) FROM outbox");

      assertThatThrownBy(() -> daily.prepare(sql.connection(), NOON, 1))
          .isInstanceOf(SQLTransientException.class)
          .hasMessageContaining("Lock wait timeout");
      other.connection().rollback();
    }
    assertThat(sql.value("SELECT @@SESSION.lock_wait_timeout")).isEqualTo("31536000");
    assertThat(daily.prepare(sql.connection(), NOON, 1)).hasSize(2);
  }

  @Test
  void shouldRefuseToPrepareNothing() {
    assertThatThrownBy(() -> daily.prepare(sql.connection(), NOON, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ahead must be 1 or more");
  }

  private void written(String key, String at) throws SQLException {
    Row.outbox(key).with("created_at", at).into(sql);
  }

  private List<String> partitions() throws SQLException {
    return sql.column(
        "SELECT partition_name FROM information_schema.partitions WHERE table_schema = DATABASE()"
            + " AND table_name = 'outbox' ORDER BY partition_ordinal_position");
  }
}
