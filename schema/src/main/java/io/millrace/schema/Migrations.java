package io.millrace.schema;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.millrace.schema.SchemaException.Code;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the schema of a database to the version that this Millrace needs. Several processes may do
 * so at once: one works, the others wait for it. Every migration can be repeated, so what a crash
 * or an error cut short is finished by the next call.
 */
public final class Migrations {

  static final String HISTORY = "flyway_schema_history";
  static final String LOCATION = "db/migration";

  private static final int SECONDS_TO_WAIT_FOR_OTHERS = 120;

  private final DataSource dataSource;

  private Migrations(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Migrations of the database that the connections of {@code dataSource} are in. */
  public static Migrations of(DataSource dataSource) {
    return new Migrations(dataSource);
  }

  /**
   * Migrations of the database that {@code jdbcUrl} names; its own user and password, if any, give
   * way.
   */
  public static Migrations of(String jdbcUrl, String user, String password) {
    MysqlDataSource source = new MysqlDataSource();
    source.setUrl(jdbcUrl);
    source.setUser(user);
    source.setPassword(password);
    return new Migrations(source);
  }

  /**
   * Applies the migrations that the database does not have yet; never drops anything.
   *
   * @return what was done, perhaps nothing
   * @throws SchemaException if the schema is not at the version needed afterwards; the message says
   *     why and what to do
   */
  public MigrationReport migrate() {
    Target target = inspect();
    Flyway flyway = flyway();
    long started = System.nanoTime();
    try {
      requireNotNewer(target, flyway);
      MigrateResult result = flyway.migrate();
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      MigrationInfo now = flyway.info().current();
      return new MigrationReport(
          target.database(),
          target.server().text(),
          result.initialSchemaVersion,
          String.valueOf(now.getVersion()),
          result.migrationsExecuted,
          took);
    } catch (FlywayValidateException e) {
      throw new SchemaException(
          Code.CHANGED_MIGRATION,
          "The migrations that made the schema of database %s are not those of this Millrace: use the release that made it, or restore the files. %s"
              .formatted(target.database(), e.getMessage()),
          e);
    } catch (FlywayException e) {
      throw new SchemaException(
          Code.FAILED_MIGRATION,
          "A migration of database %s failed: mend the cause and start again, migrations can be repeated. %s"
              .formatted(target.database(), e.getMessage()),
          e);
    }
  }

  private static void requireNotNewer(Target target, Flyway flyway) {
    for (MigrationInfo migration : flyway.info().all()) {
      MigrationState state = migration.getState();
      if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
        throw new SchemaException(
            Code.NEWER_SCHEMA,
            "The schema of database %s is at %s, which this Millrace does not know: start one at least as new as the newest that used the database"
                .formatted(target.database(), migration.getVersion()),
            null);
      }
    }
  }

  private Flyway flyway() {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(dataSource)
        .table(HISTORY)
        .locations("classpath:" + LOCATION)
        .failOnMissingLocations(true)
        .placeholderReplacement(false)
        .cleanDisabled(true)
        .lockRetryCount(SECONDS_TO_WAIT_FOR_OTHERS)
        .loggers(FlywayLog.class.getName())
        .load();
  }

  private Target inspect() {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      Target target = target(statement);
      target.server().requireSupported();
      if (isForeign(statement)) {
        throw new SchemaException(
            Code.FOREIGN_DATABASE,
            "Database %s holds tables but no %s, so they are not Millrace's: give it a database of its own"
                .formatted(target.database(), HISTORY),
            null);
      }
      forgetFailures(connection);
      return target;
    } catch (SQLException e) {
      throw new SchemaException(
          Code.UNREACHABLE,
          "MySQL cannot be used: check address, user, password and rights. " + e.getMessage(),
          e);
    }
  }

  private static Target target(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT VERSION(), DATABASE()")) {
      row.next();
      ServerVersion server = new ServerVersion(row.getString(1));
      String database = row.getString(2);
      if (database == null) {
        throw new SchemaException(
            Code.NO_DATABASE,
            "The JDBC URL names no database: add one, as in jdbc:mysql://host:3306/millrace",
            null);
      }
      return new Target(database, server);
    }
  }

  private static boolean isForeign(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            """
            SELECT COUNT(*) > 0 AND NOT COALESCE(SUM(table_name = '%s'), 0)
            FROM information_schema.tables WHERE table_schema = DATABASE()
            """
                .formatted(HISTORY))) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /**
   * Flyway stops at a migration that failed before; ours can be repeated, so its failure is
   * forgotten.
   */
  private static void forgetFailures(Connection connection) throws SQLException {
    try (ResultSet table =
        connection.getMetaData().getTables(connection.getCatalog(), null, HISTORY, null)) {
      if (!table.next()) {
        return;
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM " + HISTORY + " WHERE success = 0");
    }
  }

  private record Target(String database, ServerVersion server) {}
}
