package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LockStatusViewIT extends MigratedDatabase {

  @Test
  void shouldShowALockAsHeldWhenItHasNotExpired() throws SQLException {
    Row.engine("engine-a").into(sql);
    Row.lock("workflow:7", "engine-a").in("expires_at", 30).into(sql);

    assertThat(lock("workflow:7"))
        .containsEntry("state", "held")
        .containsEntry("lock_type", "workflow")
        .containsEntry("owner", "engine-a")
        .containsEntry("owner_status", "active")
        .containsEntry("fencing_token", "1");
    assertThat(new BigDecimal(lock("workflow:7").getOrDefault("seconds_left", "")))
        .isBetween(BigDecimal.ONE, BigDecimal.valueOf(30));
  }

  @Test
  void shouldShowALockAsExpiredWhenItsTimeIsOver() throws SQLException {
    Row.lock("workflow:7", "engine-a").ago("expires_at", 1).into(sql);

    assertThat(lock("workflow:7"))
        .containsEntry("state", "expired")
        .containsEntry("owner", "engine-a")
        .containsEntry("seconds_left", "0.000");
  }

  @Test
  void shouldShowTheStatusOfTheOwnerWhenItIsDead() throws SQLException {
    Row.engine("engine-b").with("status", "inactive").ago("last_heartbeat", 900).into(sql);
    Row.lock("partition:3", "engine-b").with("fencing_token", 12).into(sql);

    assertThat(lock("partition:3"))
        .containsEntry("state", "held")
        .containsEntry("owner_status", "inactive")
        .containsEntry("fencing_token", "12");
  }

  @Test
  void shouldShowNoStatusWhenTheOwnerIsNoEngine() throws SQLException {
    Row.lock("mutex:customer-7", "instance 42").into(sql);

    assertThat(lock("mutex:customer-7"))
        .containsEntry("owner", "instance 42")
        .containsEntry("owner_status", "NULL");
  }

  @Test
  void shouldShowNoOwnerWhenTheLockWasGivenBack() throws SQLException {
    Row.lock("partition:3", "").in("expires_at", 30).into(sql);

    assertThat(lock("partition:3"))
        .containsEntry("owner", "NULL")
        .containsEntry("state", "expired")
        .containsEntry("seconds_left", "0.000");
  }

  private Map<String, String> lock(String key) throws SQLException {
    return sql.row("SELECT * FROM v_lock_status WHERE lock_key = ?", key);
  }
}
