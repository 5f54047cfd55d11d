package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFileTest {

  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  @Test
  void shouldOrderMigrationsByVersionRatherThanByName(@TempDir Path directory) throws IOException {
    for (String name : List.of("V3_0_0_10__later.sql", "V3_0_0_2__earlier.sql", "V3_1__last.sql")) {
      Files.writeString(directory.resolve(name), "SELECT 1;");
    }

    assertThat(MigrationFile.in(directory))
        .extracting(MigrationFile::description)
        .containsExactly("earlier", "later", "last");
  }

  @Test
  void shouldRefuseAFileWhenItIsNotNamedLikeAMigration(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "");

    assertThatThrownBy(() -> MigrationFile.in(directory))
        .hasMessageContaining("notes.txt is not named like a migration");
  }

  @Test
  void shouldRefuseADirectoryWhenItHasNoMigrations(@TempDir Path directory) {
    assertThatThrownBy(() -> MigrationFile.in(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no migrations in");
  }

  @Test
  void shouldFindWhatAMigrationMakes() throws IOException {
    List<MigrationFile> files = MigrationFile.in(MIGRATIONS);

    assertThat(files).flatExtracting(MigrationFile::tables).hasSize(12);
    assertThat(files).flatExtracting(MigrationFile::views).hasSize(3);
    assertThat(files).flatExtracting(MigrationFile::procedures).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"DROP TABLE", "TRUNCATE", "DELETE FROM flyway", "RENAME TABLE", "DROP COLUMN"})
  void shouldNeverDestroyData(String statement) throws IOException {
    assertThat(MigrationFile.in(MIGRATIONS))
        .noneMatch(file -> file.sql().toUpperCase(Locale.ROOT).contains(statement));
  }

  @Test
  void shouldDropChildrenBeforeTheirParents() throws IOException {
    String script = new SetupScript(MigrationFile.in(MIGRATIONS)).text("@drops@", "3.0.0");

    assertThat(script.indexOf("task_nodes")).isLessThan(script.indexOf("workflow_instances"));
    assertThat(script.indexOf("workflow_instances"))
        .isLessThan(script.indexOf("workflow_definitions"));
    assertThat(script.indexOf("workflow_schedules"))
        .isLessThan(script.indexOf("workflow_definitions"));
  }
}
