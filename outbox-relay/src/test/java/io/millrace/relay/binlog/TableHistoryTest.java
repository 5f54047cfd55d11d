package io.millrace.relay.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableHistoryTest {

  private static final TableHistory TABLE = TableHistory.of("CREATE TABLE outbox (id BIGINT)");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE outbox DROP PARTITION p1",
        "alter table `millrace`.`outbox`\n  reorganize partition future into (partition p2 …)",
        "/* by hand */ ALTER TABLE outbox ADD PARTITION (PARTITION p3 VALUES LESS THAN (3))",
        "ALTER TABLE outbox TRUNCATE PARTITION p1"
      })
  void shouldNotGrowByStatementsOnPartitions(String statement) {
    assertThat(TABLE.after(statement)).isSameAs(TABLE);
  }

  @Test
  void shouldKeepStatementsOnColumnsInOrder() {
    TableHistory changed =
        TABLE
            .after("ALTER TABLE outbox ADD COLUMN a INT")
            .after("ALTER TABLE outbox DROP COLUMN a");

    assertThat(changed.statements())
        .containsExactly(
            "CREATE TABLE outbox (id BIGINT)",
            "ALTER TABLE outbox ADD COLUMN a INT",
            "ALTER TABLE outbox DROP COLUMN a");
  }

  @Test
  void shouldBeginAnewWhenTheTableIsMadeAnew() {
    TableHistory anew =
        TABLE.after("DROP TABLE outbox").after("CREATE TABLE IF NOT EXISTS outbox (id INT)");

    assertThat(anew.statements()).containsExactly("CREATE TABLE IF NOT EXISTS outbox (id INT)");
  }

  @Test
  void shouldSurviveAsJson() {
    TableHistory history = TABLE.after("ALTER TABLE outbox ADD COLUMN `\"ü` INT");

    assertThat(TableHistory.fromJson(history.toJson())).isEqualTo(history);
  }
}
