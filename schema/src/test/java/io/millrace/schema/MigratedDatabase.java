package io.millrace.schema;

import io.millrace.local.junit.OnEveryMySql;
import io.millrace.local.junit.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database with the schema and nothing in it, before every test. */
@OnEveryMySql
@SuppressWarnings("NullAway.Init") // JUnit calls open() first
abstract class MigratedDatabase {

  Sql sql;

  @BeforeEach
  void open(TestDatabase database) throws Exception {
    database.once(fresh -> Migrations.of(fresh.dataSource()).migrate());
    sql = new Sql(database.connect());
    sql.run("SET foreign_key_checks = 0");
    for (String table : tables(sql)) {
      sql.run("DELETE FROM " + table);
    }
    sql.run("SET foreign_key_checks = 1");
    Row.definition(1, "order", "1.0.0").with("is_active", true).into(sql);
  }

  @AfterEach
  void close() throws SQLException {
    sql.close();
  }

  private static Iterable<String> tables(Sql sql) throws SQLException {
    return sql.column(
        """
        SELECT table_name FROM information_schema.tables
        WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'flyway%'
        """);
  }
}
