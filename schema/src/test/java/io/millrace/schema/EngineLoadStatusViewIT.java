package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineLoadStatusViewIT extends MigratedDatabase {

  @ParameterizedTest
  @CsvSource({
    "active,      0,   healthy",
    "active,      25,  healthy",
    "active,      35,  late",
    "active,      295, late",
    "active,      305, dead",
    "maintenance, 0,   healthy",
    "maintenance, 305, dead",
    "inactive,    0,   dead",
  })
  void shouldTellTheHealthOfAnEngineFromStatusAndHeartbeat(
      String status, int secondsAgo, String health) throws SQLException {
    Row.engine("engine-a").with("status", status).ago("last_heartbeat", secondsAgo).into(sql);

    assertThat(engine("engine-a")).containsEntry("health", health).containsEntry("status", status);
  }

  @Test
  void shouldCountTheOpenWorkflowsAndNodesOfEachEngine() throws SQLException {
    Row.engine("engine-a").into(sql);
    Row.engine("engine-b").ago("last_heartbeat", 900).into(sql);
    Row.engine("engine-c").into(sql);
    String[] states = {
      "pending", "running", "paused", "completed", "failed", "cancelled", "timeout"
    };
    for (int i = 0; i < states.length; i++) {
      Row.instance(i).with("status", states[i]).with("assigned_engine_id", "engine-a").into(sql);
    }
    Row.instance(10).with("status", "running").with("assigned_engine_id", "engine-b").into(sql);
    Row.node(10, 1).with("status", "running").with("assigned_engine_id", "engine-a").into(sql);
    Row.node(10, 2).with("status", "waiting").with("assigned_engine_id", "engine-b").into(sql);
    Row.node(10, 3).with("status", "retrying").with("assigned_engine_id", "engine-b").into(sql);
    Row.node(10, 4).with("status", "completed").with("assigned_engine_id", "engine-b").into(sql);

    assertThat(engine("engine-a"))
        .containsEntry("assigned_workflows", "3")
        .containsEntry("assigned_nodes", "1");
    assertThat(engine("engine-b"))
        .containsEntry("assigned_workflows", "1")
        .containsEntry("assigned_nodes", "2")
        .containsEntry("health", "dead");
    assertThat(engine("engine-c"))
        .containsEntry("assigned_workflows", "0")
        .containsEntry("assigned_nodes", "0");
  }

  @Test
  void shouldShowTheLoadThatTheEngineReported() throws SQLException {
    Row.engine("engine-a")
        .with("load_info", "{\"cpu\": 0.75, \"memory\": 1073741824, \"activeWorkflows\": 3}")
        .with("version", "3.0.0")
        .into(sql);

    assertThat(engine("engine-a"))
        .containsEntry("cpu", "0.7500")
        .containsEntry("memory_bytes", "1073741824")
        .containsEntry("version", "3.0.0");
  }

  @Test
  void shouldShowAnEngineWhenItReportedNoLoad() throws SQLException {
    Row.engine("engine-a").into(sql);

    assertThat(engine("engine-a"))
        .containsEntry("cpu", "NULL")
        .containsEntry("memory_bytes", "NULL")
        .containsEntry("load_info", "{}");
  }

  @Test
  void shouldTellHowLongTheHeartbeatIsAgo() throws SQLException {
    Row.engine("engine-a").ago("last_heartbeat", 100).into(sql);

    assertThat(Long.parseLong(engine("engine-a").getOrDefault("seconds_since_heartbeat", "")))
        .isBetween(100L, 160L);
  }

  private Map<String, String> engine(String id) throws SQLException {
    return sql.row("SELECT * FROM v_engine_load_status WHERE instance_id = ?", id);
  }
}
