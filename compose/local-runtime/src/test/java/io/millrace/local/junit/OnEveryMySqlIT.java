package io.millrace.local.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEveryMySql
class OnEveryMySqlIT {

  @BeforeEach
  void createTableOnce(TestDatabase database) throws Exception {
    database.once(
        fresh -> {
          try (Connection connection = fresh.connect();
              Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE only_once (n INT)");
          }
        });
  }

  @Test
  void shouldRunOnTheServerThatIsDescribedWhenThereAreSeveral(TestDatabase database)
      throws Exception {
    try (Connection connection = database.connect()) {
      String version = connection.getMetaData().getDatabaseProductVersion().replaceAll("-.*", "");
      assertThat(database.server().description()).startsWith("MySQL " + version);
    }
  }

  @Test
  void shouldUseADatabaseOfItsOwnWhenAnotherRunHasOneOfThatClass(TestDatabase database)
      throws Exception {
    try (Connection connection = database.connect()) {
      assertThat(connection.getCatalog()).isEqualTo(database.name());
    }
  }
}
