package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanupExpiredLocksIT extends MigratedDatabase {

  @Test
  void shouldReturnZeroWhenThereIsNothingToDo() throws SQLException {
    assertThat(cleanup()).isEqualTo("0");

    Row.lock("workflow:1", "engine-a").in("expires_at", 30).into(sql);

    assertThat(cleanup()).isEqualTo("0");
    assertThat(sql.value("SELECT COUNT(*) FROM workflow_locks")).isEqualTo("1");
  }

  @Test
  void shouldDeleteLocksWhenTheyHaveExpired() throws SQLException {
    Row.lock("workflow:1", "engine-a").ago("expires_at", 1).into(sql);
    Row.lock("node:1:2", "engine-a").ago("expires_at", 1).into(sql);
    Row.lock("mutex:customer", "1").ago("expires_at", 1).into(sql);
    Row.lock("workflow:2", "engine-a").in("expires_at", 30).into(sql);

    assertThat(cleanup()).isEqualTo("3");
    assertThat(sql.column("SELECT lock_key FROM workflow_locks")).containsExactly("workflow:2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"partition:7", "leader:relay"})
  void shouldKeepTheFencingTokenWhenAPartitionOrLeaderLockHasExpired(String key)
      throws SQLException {
    Row.lock(key, "engine-a")
        .with("fencing_token", 41)
        .with("lock_data", "{\"a\": 1}")
        .ago("expires_at", 1)
        .into(sql);

    assertThat(cleanup()).isEqualTo("1");

    assertThat(sql.row("SELECT * FROM workflow_locks"))
        .containsEntry("lock_key", key)
        .containsEntry("owner", "")
        .containsEntry("fencing_token", "41")
        .containsEntry("lock_data", "NULL");
  }

  @Test
  void shouldCountALockOnceWhenItsRowStays() throws SQLException {
    Row.lock("partition:7", "engine-a").ago("expires_at", 1).into(sql);

    assertThat(cleanup()).isEqualTo("1");
    assertThat(cleanup()).isEqualTo("0");
  }

  @Test
  void shouldLetTheOldOwnerChangeNothingWhenItRenewsTooLate() throws SQLException {
    Row.lock("partition:7", "engine-a").with("fencing_token", 41).ago("expires_at", 1).into(sql);
    cleanup();

    int renewed =
        sql.run(
            """
            UPDATE workflow_locks SET renewed_at = UTC_TIMESTAMP(3)
            WHERE lock_key = 'partition:7' AND owner = 'engine-a' AND fencing_token = 41
            """);

    assertThat(renewed).isZero();
  }

  @Test
  void shouldGiveTheNextOwnerAGreaterTokenWhenItTakesOver() throws SQLException {
    Row.lock("partition:7", "engine-a").with("fencing_token", 41).ago("expires_at", 1).into(sql);
    cleanup();

    String takeOver =
        """
        UPDATE workflow_locks
        SET owner = ?, fencing_token = fencing_token + 1, expires_at = UTC_TIMESTAMP(3) + INTERVAL 10 SECOND
        WHERE lock_key = 'partition:7' AND (owner = '' OR expires_at <= UTC_TIMESTAMP(3))
        """;

    assertThat(sql.run(takeOver, "engine-b")).isEqualTo(1);
    assertThat(sql.run(takeOver, "engine-c")).as("it is held").isZero();
    assertThat(sql.value("SELECT fencing_token FROM workflow_locks")).isEqualTo("42");
  }

  private String cleanup() throws SQLException {
    return sql.value("CALL CleanupExpiredLocks()");
  }
}
