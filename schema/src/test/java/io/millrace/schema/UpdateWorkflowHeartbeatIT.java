package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateWorkflowHeartbeatIT extends MigratedDatabase {

  private static final String HEARTBEAT_IS_NEW =
      "SELECT COALESCE(last_heartbeat > UTC_TIMESTAMP(3) - INTERVAL 60 SECOND, FALSE) FROM"
          + " workflow_instances";

  @Test
  void shouldRenewHeartbeatAndLockWhenTheOwnerHoldsTheLock() throws SQLException {
    ownedBy("engine-a").into(sql);
    Row.lock("workflow:7", "engine-a").ago("renewed_at", 20).in("expires_at", 10).into(sql);

    assertThat(heartbeat(7L, "engine-a")).isEqualTo("2");

    assertThat(sql.value(HEARTBEAT_IS_NEW)).isEqualTo("1");
    assertThat(
            sql.value(
                "SELECT ROUND(TIMESTAMPDIFF(SECOND, renewed_at, expires_at)) FROM workflow_locks"))
        .as("the lease keeps its length")
        .isEqualTo("30");
    assertThat(
            sql.value(
                "SELECT expires_at > UTC_TIMESTAMP(3) + INTERVAL 15 SECOND FROM workflow_locks"))
        .isEqualTo("1");
  }

  @Test
  void shouldRenewTheHeartbeatWhenTheOwnerIsNotedAndThereIsNoLockRow() throws SQLException {
    ownedBy("engine-a").into(sql);

    assertThat(heartbeat(7L, "engine-a")).isEqualTo("1");
    assertThat(sql.value(HEARTBEAT_IS_NEW)).isEqualTo("1");
  }

  @Test
  void shouldChangeNothingWhenAForeignOwnerCalls() throws SQLException {
    ownedBy("engine-a").into(sql);
    Row.lock("workflow:7", "engine-a").with("expires_at", "2099-01-01 00:00:00").into(sql);

    assertThat(heartbeat(7L, "engine-b")).isEqualTo("0");

    assertThat(sql.value(HEARTBEAT_IS_NEW)).isEqualTo("0");
    assertThat(sql.value("SELECT expires_at FROM workflow_locks")).isEqualTo("2099-01-01 00:00:00");
  }

  @Test
  void shouldChangeNothingWhenAnotherTookTheLock() throws SQLException {
    ownedBy("engine-a").into(sql);
    Row.lock("workflow:7", "engine-b").into(sql);

    assertThat(heartbeat(7L, "engine-a")).isEqualTo("0");
  }

  @Test
  void shouldChangeNothingWhenTheLockHasExpired() throws SQLException {
    ownedBy("engine-a").into(sql);
    Row.lock("workflow:7", "engine-a").ago("expires_at", 1).into(sql);

    assertThat(heartbeat(7L, "engine-a")).isEqualTo("0");
    assertThat(sql.value(HEARTBEAT_IS_NEW)).isEqualTo("0");
  }

  @Test
  void shouldChangeNothingWhenNobodyOwnsTheInstance() throws SQLException {
    Row.instance(7).into(sql);

    assertThat(heartbeat(7L, "engine-a")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "failed", "cancelled", "timeout"})
  void shouldChangeNothingWhenTheInstanceHasEnded(String status) throws SQLException {
    ownedBy("engine-a").with("status", status).into(sql);

    assertThat(heartbeat(7L, "engine-a")).isEqualTo("0");
  }

  @Test
  void shouldChangeNothingWhenTheInstanceIsUnknown() throws SQLException {
    assertThat(heartbeat(8L, "engine-a")).isEqualTo("0");
  }

  @Test
  void shouldChangeNothingWhenAnArgumentIsNull() throws SQLException {
    ownedBy("engine-a").into(sql);

    assertThat(heartbeat(null, "engine-a")).isEqualTo("0");
    assertThat(heartbeat(7L, null)).isEqualTo("0");
  }

  @Test
  void shouldSayThatItChangedTheRowWhenCalledTwiceWithinAMillisecond() throws SQLException {
    ownedBy("engine-a").with("last_heartbeat", "2099-01-01 00:00:00.000").into(sql);

    assertThat(heartbeat(7L, "engine-a")).isEqualTo("1");
    assertThat(sql.value("SELECT last_heartbeat FROM workflow_instances"))
        .isEqualTo("2099-01-01 00:00:00.001");
  }

  private static Row ownedBy(String owner) {
    return Row.instance(7)
        .with("status", "running")
        .with("lock_owner", owner)
        .ago("last_heartbeat", 600);
  }

  private String heartbeat(@Nullable Long instance, @Nullable String owner) throws SQLException {
    return sql.value("CALL UpdateWorkflowHeartbeat(?, ?)", instance, owner);
  }
}
