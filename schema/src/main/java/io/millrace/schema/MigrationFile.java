package io.millrace.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;

/**
 * One migration, read from its file.
 *
 * @param name name of the file, {@code V3_0_0_1__workflows.sql}
 * @param version the version in that name, {@code 3.0.0.1}
 * @param description the description in that name, {@code workflows}
 * @param sql its statements
 */
record MigrationFile(String name, MigrationVersion version, String description, String sql) {

  private static final Pattern NAME = Pattern.compile("V([0-9_]+?)__(\\w+)\\.sql");
  private static final Pattern TABLE = Pattern.compile("(?m)^CREATE TABLE IF NOT EXISTS (\\w+)");
  private static final Pattern VIEW = Pattern.compile("(?m)^CREATE OR REPLACE .*VIEW (\\w+)");
  private static final Pattern PROCEDURE = Pattern.compile("(?m)^CREATE PROCEDURE (\\w+)");

  /** All migrations in {@code directory}, oldest first. */
  static List<MigrationFile> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found = files.toList();
      if (found.isEmpty()) {
        throw new IOException("There are no migrations in " + directory);
      }
      return found.stream()
          .map(MigrationFile::read)
          .sorted(Comparator.comparing(MigrationFile::version))
          .toList();
    }
  }

  private static MigrationFile read(Path file) {
    String name = file.getFileName().toString();
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "%s is not named like a migration: V<version>__<description>.sql".formatted(name));
    }
    try {
      return new MigrationFile(
          name,
          MigrationVersion.fromVersion(parts.group(1)),
          parts.group(2).replace('_', ' '),
          Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> tables() {
    return names(TABLE);
  }

  List<String> views() {
    return names(VIEW);
  }

  List<String> procedures() {
    return names(PROCEDURE);
  }

  /** The checksum that Flyway keeps in its history: CRC-32 of the lines without their ends. */
  int checksum() {
    CRC32 checksum = new CRC32();
    sql.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) checksum.getValue();
  }

  private List<String> names(Pattern pattern) {
    return pattern.matcher(sql).results().map(match -> match.group(1)).toList();
  }
}
