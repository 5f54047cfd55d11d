package io.millrace.schema;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Migrations#migrate()} did.
 *
 * @param database name of the database
 * @param server version of MySQL, as it says itself
 * @param from version of the schema before, null if the database was empty
 * @param to version of the schema now
 * @param applied how many migrations were applied
 * @param took how long that took
 */
public record MigrationReport(
    String database, String server, @Nullable String from, String to, int applied, Duration took) {

  /** The report as one line for a log or a terminal. */
  public String line() {
    String what =
        applied == 0
            ? "is up to date at %s".formatted(to)
            : "%s to %s by %d %s in %d ms"
                .formatted(
                    from == null ? "created, up" : "brought from " + from,
                    to,
                    applied,
                    applied == 1 ? "migration" : "migrations",
                    took.toMillis());
    return "Schema of database %s (MySQL %s) %s".formatted(database, server, what);
  }
}
