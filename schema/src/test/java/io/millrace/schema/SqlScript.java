package io.millrace.schema;

import io.millrace.local.MySqlClient;
import io.millrace.local.junit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A script for the {@code mysql} client, and what it prints. */
record SqlScript(String text) {

  /** The one-file set-up, as the build made it. */
  static SqlScript setup() {
    try (var in = SqlScript.class.getResourceAsStream("/migration_v3.0.0.sql")) {
      if (in == null) {
        throw new AssertionError("The build has not made migration_v3.0.0.sql");
      }
      return new SqlScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The statements, told apart as the client does: by a delimiter at the end of a line. */
  List<String> statements() {
    List<String> statements = new ArrayList<>();
    String delimiter = ";";
    StringBuilder statement = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.startsWith("DELIMITER ")) {
        delimiter = line.substring("DELIMITER ".length()).strip();
      } else if (line.endsWith(delimiter) && !line.startsWith("--")) {
        statement.append(line, 0, line.length() - delimiter.length());
        statements.add(statement.toString().strip());
        statement.setLength(0);
      } else if (!line.startsWith("--")) {
        statement.append(line).append('\n');
      }
    }
    return statements;
  }

  /** Runs the script in one session and returns what its queries found, a row per line. */
  List<String> run(Connection connection) throws SQLException {
    List<String> printed = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements()) {
        if (statement.execute(sql)) {
          try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
              printed.add(rows.getString(1));
            }
          }
        }
      }
    }
    return printed;
  }

  /** Runs the script with a {@code mysql} client and returns its output. */
  String run(MySqlClient client, TestDatabase database) throws IOException {
    Path input = Files.createTempFile("millrace", ".sql");
    try {
      Files.writeString(input, text);
      return client.run(input, database.server().address(), database.name());
    } finally {
      Files.delete(input);
    }
  }
}
