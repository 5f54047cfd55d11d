package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.LocalRuntimeConfig;
import io.millrace.local.MySqlClient;
import io.millrace.local.junit.OnEveryMySql;
import io.millrace.local.junit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@OnEveryMySql
@SuppressWarnings("NullAway.Init") // JUnit calls open() first
class SetupScriptIT {

  private static final Logger LOG = LoggerFactory.getLogger(SetupScriptIT.class);

  private static final String MESSAGE =
      "Millrace schema 3.0.0: 12 tables, 3 views and 5 procedures created successfully";

  private final SqlScript script = SqlScript.setup();
  private Sql sql;

  @BeforeEach
  void open(TestDatabase database) throws SQLException {
    database.clear();
    sql = new Sql(database.connect());
  }

  @AfterEach
  void close() throws SQLException {
    sql.close();
  }

  @Test
  void shouldMakeTheSameSchemaAsTheMigrations(TestDatabase database) throws SQLException {
    Migrations.of(database.dataSource()).migrate();
    List<String> migrated = InformationSchema.of(sql);
    reset(database);

    script.run(sql.connection());

    assertThat(InformationSchema.of(sql)).hasSizeGreaterThan(300).isEqualTo(migrated);
  }

  @Test
  void shouldPrintTheTablesAndSuccess() throws SQLException {
    List<String> printed = script.run(sql.connection());

    assertThat(printed)
        .containsExactly(
            "execution_logs",
            "failover_events",
            "intake_positions",
            "node_assignments",
            "outbox",
            "task_nodes",
            "workflow_assignments",
            "workflow_definitions",
            "workflow_engine_instances",
            "workflow_instances",
            "workflow_locks",
            "workflow_schedules",
            MESSAGE);
  }

  @Test
  void shouldPrintWhenItFinished() throws SQLException {
    List<String> statements = script.statements();
    script.run(sql.connection());

    assertThat(sql.row(statements.getLast())).containsKey("finished_at_utc");
  }

  @Test
  void shouldStartAfreshWhenTheDatabaseIsFull() throws SQLException {
    script.run(sql.connection());
    List<String> first = InformationSchema.of(sql);
    Row.definition(1, "order", "1.0.0").into(sql);
    Row.instance(1).into(sql);
    Row.node(1, 1).into(sql);
    Row.schedule("nightly").with("workflow_definition_id", 1).into(sql);

    assertThat(script.run(sql.connection())).contains(MESSAGE);

    assertThat(InformationSchema.of(sql)).isEqualTo(first);
    assertThat(sql.value("SELECT COUNT(*) FROM workflow_instances")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.99})
  void shouldComeToTheSameEndWhenItWasCutShortAnywhere(double share, TestDatabase database)
      throws SQLException {
    script.run(sql.connection());
    List<String> whole = InformationSchema.of(sql);
    List<String> statements = script.statements();

    for (String statement : statements.subList(0, (int) (statements.size() * share))) {
      sql.connection().createStatement().execute(statement);
    }
    sql.close();
    sql = new Sql(database.connect());
    script.run(sql.connection());

    assertThat(InformationSchema.of(sql)).isEqualTo(whole);
  }

  @Test
  void shouldLeaveTheEngineNothingToMigrate(TestDatabase database) throws SQLException {
    script.run(sql.connection());
    List<String> before = InformationSchema.of(sql);

    MigrationReport report = Migrations.of(database.dataSource()).migrate();

    assertThat(report.applied()).isZero();
    assertThat(report.line()).contains("is up to date at 3.0.0.6");
    assertThat(InformationSchema.of(sql)).isEqualTo(before);
  }

  @Test
  void shouldLeaveOtherTablesAlone() throws SQLException {
    sql.run("CREATE TABLE somebody_elses (id INT)");

    script.run(sql.connection());

    assertThat(sql.column("SHOW TABLES LIKE 'somebody%'")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.7.44-log", "8.0.18", "10.11.18-MariaDB-0+deb12u1", "11.4.2-MariaDB"})
  void shouldDropNothingWhenTheServerIsAnother(String version) throws SQLException {
    script.run(sql.connection());
    Row.definition(1, "order", "1.0.0").into(sql);
    SqlScript there = new SqlScript(script.text().replace("VERSION()", "'" + version + "'"));

    assertThatThrownBy(() -> there.run(sql.connection()))
        .hasMessageContaining("Millrace needs MySQL 8.0.19 or newer");
    assertThat(sql.value("SELECT COUNT(*) FROM workflow_definitions")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.0.19", "8.4.0", "9.7.4-debug"})
  void shouldRunWhenTheServerIsRecent(String version) throws SQLException {
    SqlScript there = new SqlScript(script.text().replace("VERSION()", "'" + version + "'"));

    assertThat(there.run(sql.connection())).contains(MESSAGE);
  }

  @Test
  void shouldPrintTheTablesAndSuccessInTheMysqlClient(TestDatabase database) throws Exception {
    MySqlClient client = clientOrSkip();

    String empty = script.run(client, database);
    List<String> first = InformationSchema.of(sql);
    String full = script.run(client, database);

    assertThat(empty).contains("execution_logs", "workflow_schedules", MESSAGE);
    assertThat(full).contains("execution_logs", "workflow_schedules", MESSAGE);
    assertThat(InformationSchema.of(sql)).isEqualTo(first);
    assertThat(Migrations.of(database.dataSource()).migrate().applied()).isZero();
  }

  private static MySqlClient clientOrSkip() {
    return MySqlClient.find(LocalRuntimeConfig.fromSystem())
        .orElseThrow(
            () -> {
              String reason =
                  "There is no mysql client in MYSQL_HOME, on the PATH or to be fetched";
              LOG.warn("The script is not tried in the mysql client: {}", reason);
              return new TestAbortedException(reason);
            });
  }

  private void reset(TestDatabase database) throws SQLException {
    sql.close();
    database.clear();
    sql = new Sql(database.connect());
  }
}
