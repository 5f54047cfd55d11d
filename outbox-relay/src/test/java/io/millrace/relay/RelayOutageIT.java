package io.millrace.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Takes MySQL or Kafka away from a running relay, and gives it back. */
@MillraceRuntime
class RelayOutageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestDatabase database;
  private final TestKafka kafka;
  private final Outbox outbox;
  private final RelayFixture fixture;
  private final Published published;

  RelayOutageIT(TestDatabase database, TestKafka kafka) {
    this.database = database;
    this.kafka = kafka;
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
  void shouldGoOnByItselfWhenMySqlWasKilledAndCameBack() throws SQLException {
    fixture.startRelay();
    fixture.awaitStreaming();
    outbox.write(Outbox.messages("transitions", 5, 1, 300));

    database.server().kill();
    fixture.awaitState(RelayState.WAITING);
    database.server().restart();
    outbox.write(Outbox.messages("transitions", 5, 301, 300));

    published.requireExactly(outbox.ids(), PATIENCE);
  }

  @Test
  void shouldGoOnByItselfWhenKafkaWasRestarted() throws SQLException {
    fixture.startRelay();
    fixture.awaitStreaming();
    outbox.write(Outbox.messages("transitions", 5, 1, 300));
    published.await(100, PATIENCE);

    kafka.broker().restart();
    outbox.write(Outbox.messages("transitions", 5, 301, 300));

    published.requireExactly(outbox.ids(), PATIENCE);
  }

  @Test
  void shouldNameTheTopicThatIsMissingAndGoOnWhenItIsThere() throws SQLException {
    OutboxRelay relay = fixture.startRelay();
    fixture.awaitStreaming();
    outbox.write(Outbox.Message.of("late", "k", 1));
    outbox.write(Outbox.messages("transitions", 5, 1, 10));

    fixture.awaitState(RelayState.WAITING);
    assertThat(relay.status().detail()).contains(fixture.topic("late"), "does not exist");
    assertThat(relay.metrics().lagMillis()).isPositive();
    fixture.createTopic("late", 1);

    try (Published late = fixture.publishedOn("late")) {
      late.await(1, PATIENCE);
    }
    published.await(10, PATIENCE);
    await().until(() -> relay.status().state() == RelayState.STREAMING);
  }

  @Test
  void shouldSayWhatIsMissingWhenTheDatabaseHasNoOutbox() throws SQLException {
    outbox.execute("RENAME TABLE outbox TO outbox_away");
    OutboxRelay relay = fixture.startRelay();

    fixture.awaitState(RelayState.WAITING);
    assertThat(relay.status().detail()).contains(database.name(), "no table outbox");
    outbox.execute("RENAME TABLE outbox_away TO outbox");

    fixture.awaitStreaming();
  }

  @Test
  void shouldHandOverAtOnceWhenTheLeaderIsStopped() throws SQLException {
    OutboxRelay first = fixture.startRelay();
    fixture.awaitStreaming();
    OutboxRelay second = fixture.startRelay();
    fixture.awaitState(RelayState.STANDBY);
    outbox.write(Outbox.messages("transitions", 5, 1, 100));

    first.close();
    outbox.write(Outbox.messages("transitions", 5, 101, 100));

    await().atMost(PATIENCE).until(() -> second.status().state() == RelayState.STREAMING);
    published.requireExactly(outbox.ids(), PATIENCE);
  }
}
