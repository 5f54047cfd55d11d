package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.junit.OnEveryMySql;
import io.millrace.local.junit.TestDatabase;
import io.millrace.schema.SchemaException.Code;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEveryMySql
@SuppressWarnings("NullAway.Init") // JUnit calls open() first
class MigrationsIT {

  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  private Sql sql;
  private Migrations migrations;

  @BeforeEach
  void open(TestDatabase database) throws SQLException {
    database.clear();
    sql = new Sql(database.connect());
    migrations = Migrations.of(database.dataSource());
  }

  @AfterEach
  void close() throws SQLException {
    sql.run("DROP USER IF EXISTS 'schema_test'@'%'");
    sql.close();
  }

  @Test
  void shouldCreateEverythingWhenTheDatabaseIsEmpty(TestDatabase database) throws SQLException {
    MigrationReport report = migrations.migrate();

    assertThat(report.applied()).isEqualTo(6);
    assertThat(report.line())
        .matches(
            "Schema of database %s \\(MySQL .+\\) created, up to 3\\.0\\.0\\.6 by 6 migrations in \\d+ ms"
                .formatted(database.name()));
    assertThat(sql.column("SHOW FULL TABLES WHERE table_type = 'VIEW'")).hasSize(3);
  }

  @Test
  void shouldDoNothingWhenTheSchemaIsUpToDate() {
    migrations.migrate();

    MigrationReport report = migrations.migrate();

    assertThat(report.applied()).isZero();
    assertThat(report.line()).endsWith("is up to date at 3.0.0.6");
  }

  @Test
  void shouldConnectByUrlUserAndPassword(TestDatabase database) {
    MigrationReport report =
        Migrations.of(url(database), database.user(), database.password()).migrate();

    assertThat(report.database()).isEqualTo(database.name());
  }

  @Test
  void shouldApplyEachMigrationOnceWhenSeveralEnginesStartTogether() throws Exception {
    Callable<MigrationReport> start = migrations::migrate;
    int applied = 0;
    try (ExecutorService engines = Executors.newFixedThreadPool(4)) {
      for (Future<MigrationReport> report :
          engines.invokeAll(List.of(start, start, start, start))) {
        applied += report.get().applied();
      }
    }

    assertThat(applied).isEqualTo(6);
  }

  @Test
  void shouldChangeNothingWhenAMigrationIsRepeated() throws Exception {
    migrations.migrate();
    List<String> once = InformationSchema.of(sql);
    Row.definition(1, "order", "1.0.0").into(sql);

    for (MigrationFile file : MigrationFile.in(MIGRATIONS)) {
      new SqlScript(file.sql()).run(sql.connection());
    }

    assertThat(InformationSchema.of(sql)).isEqualTo(once);
    assertThat(sql.value("SELECT COUNT(*) FROM workflow_definitions")).isEqualTo("1");
  }

  @Test
  void shouldLeaveTheSessionAsItWasWhenAMigrationChangedIt() throws Exception {
    sql.run("SET SESSION sql_mode = 'ANSI_QUOTES', collation_connection = utf8mb4_0900_as_cs");
    String session = "SELECT CONCAT_WS(' ', @@SESSION.sql_mode, @@SESSION.collation_connection)";
    String before = sql.value(session);

    for (MigrationFile file : MigrationFile.in(MIGRATIONS)) {
      new SqlScript(file.sql()).run(sql.connection());
    }

    assertThat(sql.value(session)).isEqualTo(before);
  }

  @Test
  void shouldGoOnWhenTheProcessDiedWithinAMigration() throws Exception {
    migrations.migrate();
    List<String> whole = InformationSchema.of(sql);
    sql.run("DELETE FROM flyway_schema_history WHERE installed_rank >= 2");
    sql.run(
        "DROP TABLE outbox, intake_positions, execution_logs, workflow_schedules, failover_events");
    sql.run("DROP PROCEDURE DetectFailedEngines");

    assertThat(migrations.migrate().applied()).isEqualTo(5);
    assertThat(InformationSchema.of(sql)).isEqualTo(whole);
  }

  @Test
  void shouldSayWhichStatementFailedAndGoOnWhenTheCauseIsMended(TestDatabase database)
      throws SQLException {
    Migrations unprivileged =
        as(
            "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, INDEX, REFERENCES, ALTER, CREATE VIEW,"
                + " SHOW VIEW",
            database);

    refused(
        unprivileged::migrate,
        Code.FAILED_MIGRATION,
        "V3_0_0_6__procedures.sql",
        "mend the cause and start again");

    sql.run("GRANT ALL ON `%s`.* TO 'schema_test'@'%%'".formatted(database.name()));
    MigrationReport report = unprivileged.migrate();
    assertThat(report.applied()).isEqualTo(1);
    assertThat(report.from()).isEqualTo("3.0.0.5");
  }

  @Test
  void shouldNeedNoRightsBeyondTheDatabase(TestDatabase database) throws SQLException {
    Migrations migrations = as("ALL", database);

    assertThat(migrations.migrate().applied()).isEqualTo(6);
  }

  @Test
  void shouldRefuseWhenTheSchemaIsNewer() throws SQLException {
    migrations.migrate();
    sql.run(
        """
        INSERT INTO flyway_schema_history
          (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
        VALUES (7, '3.1', 'from the future', 'SQL', 'V3_1__from_the_future.sql', 1, 'x', 0, 1)
        """);

    refused(migrations::migrate, Code.NEWER_SCHEMA, "is at 3.1", "start one at least as new");
  }

  @Test
  void shouldRefuseWhenAMigrationIsNotTheOneThatWasApplied() throws SQLException {
    migrations.migrate();
    sql.run("UPDATE flyway_schema_history SET checksum = 1 WHERE installed_rank = 1");

    refused(migrations::migrate, Code.CHANGED_MIGRATION, "3.0.0.1", "use the release that made it");
  }

  @Test
  void shouldRefuseWhenTheDatabaseIsSomebodyElses() throws SQLException {
    sql.run("CREATE TABLE customers (id INT)");

    refused(migrations::migrate, Code.FOREIGN_DATABASE, "give it a database of its own");
    assertThat(sql.column("SHOW TABLES")).containsExactly("customers");
  }

  @Test
  void shouldRefuseWhenTheUrlNamesNoDatabase(TestDatabase database) {
    String url = database.server().jdbcUrl("");

    refused(
        () -> Migrations.of(url, database.user(), database.password()).migrate(),
        Code.NO_DATABASE,
        "names no database");
  }

  @Test
  void shouldRefuseWhenThePasswordIsWrong(TestDatabase database) {
    refused(
        () -> Migrations.of(url(database), "nobody", "wrong").migrate(),
        Code.UNREACHABLE,
        "check address, user, password");
  }

  @Test
  void shouldCreateTheSameSchemaWhateverTheDefaultsOfDatabaseAndSession(TestDatabase database)
      throws SQLException {
    migrations.migrate();
    List<String> usual = withoutDatabaseDefaults(InformationSchema.of(sql));
    sql.close();
    database.clear();
    sql = new Sql(database.connect());
    sql.run(
        "ALTER DATABASE `%s` CHARACTER SET latin1 COLLATE latin1_german1_ci"
            .formatted(database.name()));
    String session =
        "&connectionCollation=utf8mb4_0900_ai_ci&sessionVariables=sql_mode='',time_zone='%2B09:00'";

    Migrations.of(url(database) + session, database.user(), database.password()).migrate();

    assertThat(withoutDatabaseDefaults(InformationSchema.of(sql))).isEqualTo(usual);
  }

  /** Flyway's own table follows the database's defaults; so does a note beside each routine. */
  private static List<String> withoutDatabaseDefaults(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.contains("flyway_schema_history"))
        .map(line -> line.replaceAll("DATABASE_COLLATION=\\w+", ""))
        .toList();
  }

  private Migrations as(String rights, TestDatabase database) throws SQLException {
    sql.run("CREATE USER 'schema_test'@'%' IDENTIFIED BY 'secret'");
    sql.run("GRANT %s ON `%s`.* TO 'schema_test'@'%%'".formatted(rights, database.name()));
    return Migrations.of(url(database), "schema_test", "secret");
  }

  /** Without the credentials, which would win over those given beside it. */
  private static String url(TestDatabase database) {
    return database.jdbcUrl().replaceAll("(user|password)=[^&]*&", "");
  }

  private static void refused(ThrowingCallable migration, Code code, String... parts) {
    List<String> words = new ArrayList<>(List.of(parts));
    assertThatThrownBy(migration)
        .isInstanceOfSatisfying(SchemaException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(words.toArray(String[]::new));
  }
}
