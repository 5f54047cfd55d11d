package io.millrace.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MillraceRuntime
class OutboxUpkeepIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestDatabase database;
  private final Outbox outbox;
  private final RelayFixture fixture;

  OutboxUpkeepIT(TestDatabase database, TestKafka kafka) {
    this.database = database;
    this.outbox = Outbox.in(database);
    this.fixture = new RelayFixture(database, kafka);
    fixture.settings().put("relay.retention", "1h");
  }

  @BeforeEach
  void makeAPartitionOfLongAgo() throws SQLException {
    outbox.execute(
        "ALTER TABLE outbox REORGANIZE PARTITION future INTO (PARTITION old VALUES LESS THAN"
            + " ('2020-01-01 00:00:00'), PARTITION future VALUES LESS THAN (MAXVALUE))");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void shouldDropOldPartitionsOnlyWhenTheirRowsArePublishedAndMakeThoseToCome()
      throws SQLException {
    fixture.startAndStopOnce();
    writeRowOfLongAgoFor("later");
    fixture.startRelay();
    fixture.awaitState(RelayState.WAITING);
    await().atMost(PATIENCE).until(() -> partitions().size() > 2);
    assertThat(partitions()).contains("old");

    fixture.createTopic("later", 1);

    await().atMost(PATIENCE).until(() -> !partitions().contains("old"));
    try (Published later = fixture.publishedOn("later")) {
      later.await(1, PATIENCE);
    }
  }

  private void writeRowOfLongAgoFor(String topic) throws SQLException {
    outbox.execute(
        "INSERT INTO outbox (aggregatetype, aggregateid, type, created_at)"
            + " VALUES ('%s', 'k', 't', '2019-12-31 10:00:00')".formatted(topic));
  }

  private List<String> partitions() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT partition_name FROM information_schema.partitions"
                    + " WHERE table_schema = DATABASE() AND table_name = 'outbox'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
