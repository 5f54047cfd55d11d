package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualColumnsIT extends MigratedDatabase {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"mutexKey\": \"customer-7\"} | customer-7",
        "{\"mutexKey\": 42}             | 42",
        "{\"mutexKey\": \"\"}           | ``",
        "{\"mutexKey\": \"null\"}       | null",
        "{\"mutexKey\": null}           | NULL",
        "{\"other\": 1}                 | NULL",
        "[]                             | NULL",
      })
  void shouldTakeTheMutexKeyFromTheContext(String context, String key) throws SQLException {
    Row.instance(1).with("context_data", context).into(sql);

    assertThat(sql.value("SELECT mutex_key FROM workflow_instances")).isEqualTo(key);
  }

  @Test
  void shouldHaveNoKeysWhenThereIsNeitherContextNorInput() throws SQLException {
    Row.instance(1).into(sql);

    assertThat(sql.row("SELECT mutex_key, input_business_key FROM workflow_instances"))
        .containsEntry("mutex_key", "NULL")
        .containsEntry("input_business_key", "NULL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"businessKey\": \"O-1\", \"x\": 1} | O-1",
        "{\"businessKey\": null}              | NULL",
        "{\"nested\": {\"businessKey\": 1}}   | NULL",
      })
  void shouldTakeTheBusinessKeyFromTheInput(String input, String key) throws SQLException {
    Row.instance(1).with("input_data", input).into(sql);

    assertThat(sql.value("SELECT input_business_key FROM workflow_instances")).isEqualTo(key);
  }

  @Test
  void shouldFollowTheContextWhenItChanges() throws SQLException {
    Row.instance(1).with("context_data", "{\"mutexKey\": \"a\"}").into(sql);

    sql.run("UPDATE workflow_instances SET context_data = '{\"mutexKey\": \"b\"}'");

    assertThat(sql.column("SELECT id FROM workflow_instances WHERE mutex_key = 'b'"))
        .containsExactly("1");
    assertThat(sql.column("SELECT id FROM workflow_instances WHERE mutex_key = 'a'")).isEmpty();
  }

  @Test
  void shouldTellThePartitionFromTheId() throws SQLException {
    Row.instance(Row.id(0, 1)).into(sql);
    Row.instance(Row.id(5, (1L << 40) - 1)).into(sql);
    Row.node(Row.id(5, (1L << 40) - 1), 1).into(sql);

    assertThat(sql.column("SELECT partition_no FROM workflow_instances ORDER BY id"))
        .containsExactly("0", "5");
    assertThat(sql.value("SELECT partition_no FROM task_nodes")).isEqualTo("5");
  }

  @ParameterizedTest
  @CsvSource({
    "'2026-01-01 00:00:00.000', '2026-01-01 00:00:01.234', 1234",
    "'2026-01-01 00:00:00.000', '2026-01-01 00:00:00.000', 0",
    "'2026-01-01 00:00:00.000', '2026-03-01 00:00:00.000', 2147483647",
    "'2026-01-01 00:00:00.000', , NULL",
    ", '2026-01-01 00:00:01.000', NULL",
  })
  void shouldMeasureANodeWhenItHasStartedAndEnded(String start, String end, String duration)
      throws SQLException {
    Row.instance(1).into(sql);
    Row.node(1, 1).with("started_at", start).with("completed_at", end).into(sql);

    assertThat(sql.value("SELECT duration_ms FROM task_nodes")).isEqualTo(duration);
  }

  @Test
  void shouldNameAnActiveVersionOnly() throws SQLException {
    Row.definition(2, "order", "2.0.0").into(sql);

    assertThat(sql.column("SELECT active_name FROM workflow_definitions ORDER BY id"))
        .containsExactly("order", "NULL");
  }
}
