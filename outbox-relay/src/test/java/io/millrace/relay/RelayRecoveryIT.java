package io.millrace.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the place in the binlog is lost, or the table is not what it was. */
@MillraceRuntime
class RelayRecoveryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Outbox outbox;
  private final RelayFixture fixture;
  private final Published published;

  RelayRecoveryIT(TestDatabase database, TestKafka kafka) {
    this.outbox = Outbox.in(database);
    this.fixture = new RelayFixture(database, kafka);
    this.published = fixture.publishedOn("transitions");
  }

  @AfterEach
  void stop() {
    published.close();
    fixture.close();
  }

  @Test
  void shouldRefuseToSkipWhenTheBinlogWasPurgedAndPublishWhatIsMissingWhenTold()
      throws SQLException {
    publishThenPurgeUnread();

    OutboxRelay refusing = fixture.startRelay();
    fixture.awaitState(RelayState.BLOCKED);
    assertThat(refusing.status().detail()).contains("purged", "--republish-from", "published: 200");
    assertThat(published.now()).hasSize(200);
    refusing.close();

    fixture.settings().put("relay.republish.from", "0");
    fixture.startRelay();
    outbox.write(Outbox.messages("transitions", 5, 401, 100));

    published.requireExactly(outbox.ids(), PATIENCE);
  }

  @Test
  void shouldNotPublishAnOlderDefinitionAgainWhenItWasCompactedAway() throws SQLException {
    fixture.startAndStopOnce();
    outbox.write(Outbox.Message.of("definitions", "order", 1));
    outbox.write(Outbox.Message.of("definitions", "order", 2));
    // A topic on which compaction has left the second record only.
    outbox.execute("UPDATE outbox SET aggregatetype = 'elsewhere' WHERE sequence = 1");
    fixture.createTopic("elsewhere", 1);
    fixture.settings().put("relay.republish.from", "0");
    fixture.startAndStopOnce();
    outbox.execute("UPDATE outbox SET aggregatetype = 'definitions' WHERE sequence = 1");

    fixture.startAndStopOnce();

    try (Published definitions = fixture.publishedOn("definitions")) {
      List<ConsumerRecord<String, byte[]>> records = definitions.await(1, PATIENCE);
      assertThat(records).hasSize(1);
      assertThat(records.getFirst().value()).asString().isEqualTo("order#2");
    }
  }

  @Test
  void shouldGoOnWhenPartitionsComeAndGo() throws SQLException {
    fixture.startRelay();
    fixture.awaitStreaming();
    outbox.write(Outbox.messages("transitions", 5, 1, 50));
    outbox.execute(
        "ALTER TABLE outbox REORGANIZE PARTITION future INTO (PARTITION later VALUES LESS THAN"
            + " ('2090-01-01'), PARTITION future VALUES LESS THAN (MAXVALUE))");
    outbox.write(Outbox.messages("transitions", 5, 51, 50));
    List<Long> ids = outbox.ids();
    published.await(100, PATIENCE);
    outbox.execute("ALTER TABLE outbox DROP PARTITION later");
    outbox.write(Outbox.messages("transitions", 5, 101, 50));

    published.requireExactly(concat(ids, outbox.ids()), PATIENCE);
  }

  @Test
  void shouldReadRowsAsTheyWereWhenColumnsWereAddedAfterThem() throws SQLException {
    fixture.startAndStopOnce();
    outbox.write(Outbox.messages("transitions", 5, 1, 50));
    outbox.execute("ALTER TABLE outbox ADD COLUMN extra VARCHAR(20) NULL AFTER id");
    outbox.write(Outbox.messages("transitions", 5, 51, 50));
    outbox.execute("ALTER TABLE outbox ADD COLUMN extra2 JSON NULL FIRST");
    fixture.startAndStopOnce();
    outbox.write(Outbox.messages("transitions", 5, 101, 50));
    fixture.startAndStopOnce();
    fixture.startRelay();
    outbox.execute("ALTER TABLE outbox DROP COLUMN extra2, DROP COLUMN extra");
    outbox.write(Outbox.messages("transitions", 5, 151, 50));

    published.requireExactly(outbox.ids(), PATIENCE);
  }

  private void publishThenPurgeUnread() throws SQLException {
    fixture.startAndStopOnce();
    fixture.startRelay();
    outbox.write(Outbox.messages("transitions", 5, 1, 200));
    published.await(200, PATIENCE);
    fixture.close();
    outbox.write(Outbox.messages("transitions", 5, 201, 200));
    outbox.execute("FLUSH BINARY LOGS");
    outbox.execute("PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
  }

  private static List<Long> concat(List<Long> first, List<Long> more) {
    return Stream.concat(first.stream(), more.stream()).distinct().toList();
  }
}
