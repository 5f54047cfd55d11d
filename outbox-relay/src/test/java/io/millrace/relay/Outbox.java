package io.millrace.relay;

import io.millrace.local.junit.TestDatabase;
import io.millrace.schema.Migrations;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes to the outbox of a test database, as an engine would. */
final class Outbox {

  private static final String INSERT =
      """
      INSERT INTO outbox (aggregatetype, aggregateid, type, payload, `partition`, sequence, headers)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private final TestDatabase database;

  private Outbox(TestDatabase database) {
    this.database = database;
  }

  /** The outbox of a database in which the schema is installed first, afresh. */
  static Outbox in(TestDatabase database) {
    database.clear();
    Migrations.of(database.dataSource()).migrate();
    return new Outbox(database);
  }

  /** A message that is to be sent; what is not given is null. */
  @SuppressWarnings("ArrayRecordComponent")
  record Message(
      String topic,
      String key,
      byte @Nullable [] payload,
      @Nullable Integer partition,
      @Nullable Long sequence,
      @Nullable String headers) {

    static Message of(String topic, String key, long sequence) {
      byte[] payload = (key + "#" + sequence).getBytes(StandardCharsets.UTF_8);
      return new Message(topic, key, payload, null, sequence, null);
    }
  }

  /** Commits messages in one transaction. */
  void write(List<Message> messages) throws SQLException {
    try (Connection connection = database.connect()) {
      write(connection, messages);
    }
  }

  void write(Message... messages) throws SQLException {
    write(List.of(messages));
  }

  static void write(Connection connection, List<Message> messages) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Message message : messages) {
        insert.setString(1, message.topic());
        insert.setString(2, message.key());
        insert.setString(3, "test.message");
        insert.setBytes(4, message.payload());
        setNumber(insert, 5, message.partition());
        setNumber(insert, 6, message.sequence());
        insert.setString(7, message.headers());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
  }

  /** {@code count} messages for {@code keys} aggregates in turn, numbered from {@code first} on. */
  static List<Message> messages(String topic, int keys, long first, int count) {
    List<Message> messages = new ArrayList<>();
    for (long number = first; number < first + count; number++) {
      messages.add(Message.of(topic, "k" + number % keys, number));
    }
    return messages;
  }

  /** The ids of all rows in the table. */
  List<Long> ids() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT id FROM outbox")) {
      TreeSet<Long> ids = new TreeSet<>();
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
      return List.copyOf(ids);
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void setNumber(PreparedStatement statement, int index, @Nullable Number value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, value.longValue());
    }
  }
}
