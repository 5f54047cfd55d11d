package io.millrace.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes the one-file set-up, {@code mysql db < migration_v3.0.0.sql}, out of the migrations, so
 * that there is one source of the schema. The script records the migrations in Flyway's history:
 * {@link Migrations} then finds nothing to do.
 */
final class SetupScript {

  private final List<MigrationFile> migrations;

  SetupScript(List<MigrationFile> migrations) {
    this.migrations = List.copyOf(migrations);
  }

  /**
   * Called by the build.
   *
   * @param arguments the release, the template, the directory of the migrations, the file to write
   */
  public static void main(String[] arguments) throws IOException {
    String template = Files.readString(Path.of(arguments[1]));
    SetupScript script = new SetupScript(MigrationFile.in(Path.of(arguments[2])));
    Files.writeString(Path.of(arguments[3]), script.text(template, arguments[0]));
  }

  String text(String template, String release) {
    return template
        .replace("@release@", release)
        .replace("@drops@", drops())
        .replace("@migrations@", statements())
        .replace("@history@", Migrations.HISTORY)
        .replace("@history-rows@", historyRows())
        .replace("@table-names@", tableNames())
        .replace("@counts@", counts());
  }

  /** Tables are made parents first: the other way round is the order to drop them. */
  private String drops() {
    List<String> tables = new ArrayList<>(all(MigrationFile::tables));
    Collections.reverse(tables);
    tables.add(Migrations.HISTORY);
    return drop("PROCEDURE", all(MigrationFile::procedures))
        + drop("VIEW", all(MigrationFile::views))
        + drop("TABLE", tables);
  }

  private static String drop(String kind, List<String> names) {
    return names.stream()
        .map(name -> "DROP %s IF EXISTS %s;\n".formatted(kind, name))
        .collect(Collectors.joining());
  }

  private String statements() {
    return migrations.stream()
        .map(file -> "-- " + file.name() + "\n\n" + file.sql())
        .collect(Collectors.joining("\n"));
  }

  private String historyRows() {
    List<String> rows = new ArrayList<>();
    for (MigrationFile migration : migrations) {
      rows.add(
          "  (%d, '%s', '%s', 'SQL', '%s', %d, SUBSTRING_INDEX(USER(), '@', 1), 0, TRUE)"
              .formatted(
                  rows.size() + 1,
                  migration.version(),
                  migration.description(),
                  migration.name(),
                  migration.checksum()));
    }
    return String.join(",\n", rows);
  }

  private String tableNames() {
    return all(MigrationFile::tables).stream()
        .map(name -> "'" + name + "'")
        .collect(Collectors.joining(",\n  "));
  }

  private String counts() {
    return String.format(
        Locale.ROOT,
        "%d tables, %d views and %d procedures",
        all(MigrationFile::tables).size(),
        all(MigrationFile::views).size(),
        all(MigrationFile::procedures).size());
  }

  /** Distinct, for a later migration may make a view or procedure anew. */
  private List<String> all(Function<MigrationFile, List<String>> names) {
    return migrations.stream().flatMap(file -> names.apply(file).stream()).distinct().toList();
  }
}
