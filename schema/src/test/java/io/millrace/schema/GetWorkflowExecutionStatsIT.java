package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GetWorkflowExecutionStatsIT extends MigratedDatabase {

  @Test
  void shouldReturnNothingWhenThereIsNothing() throws SQLException {
    assertThat(stats(null, null)).isEmpty();
  }

  @Test
  void shouldCountTheInstancesOfEachWorkflow() throws SQLException {
    String[] states = {"completed", "completed", "completed", "failed", "running", "pending"};
    for (int i = 0; i < states.length; i++) {
      created(i, "2026-01-01 10:00:00")
          .with("status", states[i])
          .with("started_at", i == 5 ? null : "2026-01-01 10:00:00")
          .with("completed_at", i < 4 ? "2026-01-01 10:00:01" : null)
          .into(sql);
    }
    created(10, "2026-01-01 10:00:00")
        .with("name", "invoice")
        .with("status", "cancelled")
        .into(sql);
    created(11, "2026-01-01 10:00:00").with("name", "invoice").with("status", "timeout").into(sql);

    List<Map<String, String>> stats = stats("2026-01-01", "2026-01-02");

    assertThat(stats)
        .extracting(row -> row.get("workflow_name"))
        .containsExactly("invoice", "order");
    assertThat(stats.get(1))
        .containsEntry("created", "6")
        .containsEntry("started", "5")
        .containsEntry("completed", "3")
        .containsEntry("failed", "1")
        .containsEntry("cancelled", "0")
        .containsEntry("timed_out", "0")
        .containsEntry("still_open", "2")
        .containsEntry("success_rate", "75.00");
    assertThat(stats.get(0))
        .containsEntry("cancelled", "1")
        .containsEntry("timed_out", "1")
        .containsEntry("success_rate", "0.00")
        .containsEntry("mean_duration_ms", "NULL")
        .containsEntry("p50_duration_ms", "NULL");
  }

  @Test
  void shouldHaveNoSuccessRateWhenNothingHasEnded() throws SQLException {
    created(1, "2026-01-01 10:00:00").with("status", "running").into(sql);

    assertThat(stats("2026-01-01", "2026-01-02").getFirst()).containsEntry("success_rate", "NULL");
  }

  @Test
  void shouldGiveMeanAndPercentilesOfTheCompleted() throws SQLException {
    for (int i = 1; i <= 20; i++) {
      completedAfter(i, i * 100);
    }
    created(99, "2026-01-01 10:00:00")
        .with("status", "failed")
        .with("started_at", "2026-01-01 10:00:00")
        .with("completed_at", "2026-01-01 11:00:00")
        .into(sql);

    assertThat(stats("2026-01-01", "2026-01-02").getFirst())
        .containsEntry("mean_duration_ms", "1050")
        .containsEntry("p50_duration_ms", "1000")
        .containsEntry("p95_duration_ms", "1900");
  }

  @Test
  void shouldGiveTheOneDurationWhenOneHasCompleted() throws SQLException {
    completedAfter(1, 700);

    assertThat(stats("2026-01-01", "2026-01-02").getFirst())
        .containsEntry("mean_duration_ms", "700")
        .containsEntry("p50_duration_ms", "700")
        .containsEntry("p95_duration_ms", "700");
  }

  @Test
  void shouldIncludeTheStartAndExcludeTheEndOfThePeriod() throws SQLException {
    created(1, "2025-12-31 23:59:59.999").into(sql);
    created(2, "2026-01-01 00:00:00.000").into(sql);
    created(3, "2026-01-01 23:59:59.999").into(sql);
    created(4, "2026-01-02 00:00:00.000").into(sql);

    assertThat(stats("2026-01-01", "2026-01-02").getFirst()).containsEntry("created", "2");
  }

  @Test
  void shouldBeOpenAtASideWhenItsDateIsNull() throws SQLException {
    created(1, "2025-12-31 00:00:00").into(sql);
    created(2, "2026-01-01 00:00:00").into(sql);
    Row.instance(3).into(sql);

    assertThat(stats(null, "2026-01-01").getFirst()).containsEntry("created", "1");
    assertThat(stats("2026-01-01", null).getFirst()).containsEntry("created", "2");
    assertThat(stats(null, null).getFirst()).containsEntry("created", "3");
  }

  @Test
  void shouldRefuseAPeriodWhenItEndsBeforeItStarts() {
    assertThatThrownBy(() -> stats("2026-01-02", "2026-01-01"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("start_date must not be after end_date");
  }

  private static Row created(long id, String at) {
    return Row.instance(id).with("created_at", at);
  }

  private void completedAfter(long id, int millis) throws SQLException {
    created(id, "2026-01-01 10:00:00")
        .with("status", "completed")
        .with("started_at", "2026-01-01 10:00:00.000")
        .with("completed_at", "2026-01-01 10:00:%02d.%03d".formatted(millis / 1000, millis % 1000))
        .into(sql);
  }

  private List<Map<String, String>> stats(@Nullable String start, @Nullable String end)
      throws SQLException {
    return sql.rows("CALL GetWorkflowExecutionStats(?, ?)", start, end);
  }
}
