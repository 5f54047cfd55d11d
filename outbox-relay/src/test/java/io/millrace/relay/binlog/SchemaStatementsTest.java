package io.millrace.relay.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.connector.mysql.antlr.MySqlAntlrDdlParser;
import io.debezium.relational.TableId;
import io.debezium.relational.Tables;
import io.debezium.text.ParsingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The relay meets every statement of a migration in the binlog: its parser must know them all. */
class SchemaStatementsTest {

  private static final String DATABASE = "millrace";

  /** The one-file set-up holds the statements of every migration. */
  @Test
  void shouldParseEveryStatementOfTheSchema() throws IOException {
    List<String> statements = statements("/migration_v3.0.0.sql");

    assertThat(statements)
        .hasSizeGreaterThan(30)
        .allSatisfy(statement -> parse(statement, new Tables()));
  }

  @Test
  void shouldKnowTheOutboxWhenTheSchemaIsMade() throws IOException {
    Tables tables = new Tables();

    statements("/migration_v3.0.0.sql").forEach(statement -> parse(statement, tables));

    assertThat(tables.forTable(new TableId(DATABASE, null, "outbox")).retrieveColumnNames())
        .startsWith("id")
        .contains("payload");
  }

  @Test
  void shouldRefuseWhatIsNoStatement() {
    assertThatThrownBy(() -> parse("CREATE TABLE (", new Tables()))
        .isInstanceOf(ParsingException.class);
  }

  private static void parse(String statement, Tables tables) {
    MySqlAntlrDdlParser parser = new MySqlAntlrDdlParser();
    parser.setCurrentDatabase(DATABASE);
    parser.setCurrentSchema(DATABASE);
    parser.parse(statement, tables);
  }

  /** The statements of a script, told apart as the mysql client does. */
  private static List<String> statements(String file) throws IOException {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    String delimiter = ";";
    for (String line : text(file).lines().toList()) {
      if (line.startsWith("DELIMITER ")) {
        delimiter = line.substring("DELIMITER ".length()).strip();
      } else if (line.endsWith(delimiter) && !line.startsWith("--")) {
        statements.add(statement.append(line, 0, line.length() - delimiter.length()).toString());
        statement.setLength(0);
      } else {
        statement.append(line).append('\n');
      }
    }
    return statements;
  }

  private static String text(String file) throws IOException {
    try (var in = SchemaStatementsTest.class.getResourceAsStream(file)) {
      return new String(
          assertThat(in).as(file).isNotNull().actual().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
