package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetRecoverableInstancesIT extends MigratedDatabase {

  @BeforeEach
  void registerEngines() throws SQLException {
    Row.engine("alive").into(sql);
    Row.engine("dead").with("status", "inactive").into(sql);
    Row.engine("leaving").with("status", "maintenance").into(sql);
  }

  @Test
  void shouldReturnNothingWhenEveryHeartbeatIsInTime() throws SQLException {
    running(1, "alive").ago("last_heartbeat", 10).into(sql);

    assertThat(recoverable(300)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"running", "pending"})
  void shouldReturnAnInstanceWhenItsHeartbeatIsLate(String status) throws SQLException {
    running(1, "alive").with("status", status).ago("last_heartbeat", 301).into(sql);

    assertThat(recoverable(300)).containsExactly("1");
    assertThat(sql.row("CALL GetRecoverableInstances(300)"))
        .containsEntry("workflow_name", "order")
        .containsEntry("status", status)
        .containsEntry("assigned_engine_id", "alive")
        .containsEntry("engine_status", "active")
        .containsEntry("reason", "heartbeat late");
  }

  @ParameterizedTest
  @ValueSource(strings = {"paused", "completed", "failed", "cancelled", "timeout"})
  void shouldLeaveOutAnInstanceWhenItIsNeitherRunningNorPending(String status) throws SQLException {
    running(1, "dead").with("status", status).ago("last_heartbeat", 9_000).into(sql);

    assertThat(recoverable(300)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dead", "leaving", "never-registered"})
  void shouldReturnAnInstanceWhenItsEngineIsNotActive(String engine) throws SQLException {
    running(1, engine).ago("last_heartbeat", 0).into(sql);

    assertThat(recoverable(300)).containsExactly("1");
    assertThat(sql.row("CALL GetRecoverableInstances(300)"))
        .containsEntry("reason", "engine not active");
  }

  @Test
  void shouldCountFromTheStartWhenThereWasNoHeartbeatYet() throws SQLException {
    Row.instance(1).ago("created_at", 10).into(sql);
    Row.instance(2).ago("created_at", 301).into(sql);

    assertThat(recoverable(300)).containsExactly("2");
  }

  @Test
  void shouldTakeThreeHundredSecondsWhenNoTimeoutIsGiven() throws SQLException {
    running(1, "alive").ago("last_heartbeat", 290).into(sql);
    running(2, "alive").ago("last_heartbeat", 310).into(sql);

    assertThat(recoverable(null)).containsExactly("2");
  }

  @Test
  void shouldReturnTheHighestPriorityFirst() throws SQLException {
    running(1, "dead").with("priority", 10).into(sql);
    running(2, "dead").with("priority", 90).into(sql);
    running(3, "dead").with("priority", 90).into(sql);

    assertThat(recoverable(300)).containsExactly("2", "3", "1");
  }

  @Test
  void shouldReturnAnInstanceOnceWhenBothReasonsApply() throws SQLException {
    running(1, "dead").ago("last_heartbeat", 900).into(sql);

    assertThat(recoverable(300)).containsExactly("1");
  }

  @Test
  void shouldRefuseATimeoutWhenNegative() {
    assertThatThrownBy(() -> recoverable(-1))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("timeout_seconds must be 0 or more");
  }

  private static Row running(long id, String engine) {
    return Row.instance(id).with("status", "running").with("assigned_engine_id", engine);
  }

  private List<String> recoverable(@Nullable Integer timeoutSeconds) throws SQLException {
    return sql.column("CALL GetRecoverableInstances(?)", timeoutSeconds);
  }
}
