package io.millrace.relay;

import static org.awaitility.Awaitility.await;

import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kills and freezes real relay processes while rows are being written. */
@MillraceRuntime
class RelayCrashIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int KILLS = 6;
  private static final int ROWS_BETWEEN_KILLS = 150;
  private static final int LONGEST_DELAY_MILLIS = 250;

  private final Outbox outbox;
  private final RelayFixture fixture;
  private final Published published;
  private final SplittableRandom random;

  RelayCrashIT(TestDatabase database, TestKafka kafka) {
    this.outbox = Outbox.in(database);
    this.fixture = new RelayFixture(database, kafka);
    this.published = fixture.publishedOn("transitions");
    fixture.settings().put("relay.lease", "2s");
    fixture.settings().put("relay.batch.rows", "64");
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    this.random = new SplittableRandom(seed);
  }

  @AfterEach
  void stop() {
    published.close();
    fixture.close();
  }

  @Test
  void shouldPublishEachRowOnceAndInOrderWhenItIsKilledAgainAndAgain()
      throws SQLException, InterruptedException {
    fixture.startAndStopOnce();
    OutboxLoad load = OutboxLoad.on(outbox, "transitions", random);
    for (int kill = 0; kill < KILLS; kill++) {
      try (RelayProcess relay = RelayProcess.start(fixture.settings())) {
        published.await(published.count() + ROWS_BETWEEN_KILLS, PATIENCE);
        pause(random.nextInt(LONGEST_DELAY_MILLIS));
        relay.kill();
      }
    }
    fixture.startRelay();
    published.await(published.count() + ROWS_BETWEEN_KILLS, PATIENCE);
    load.stop();

    published.requireExactly(outbox.ids(), PATIENCE);
  }

  @Test
  void shouldPublishEachRowOnceAndInOrderWhenAFrozenLeaderWakesUpAfterItsLease()
      throws SQLException, InterruptedException {
    fixture.startAndStopOnce();
    OutboxLoad load = OutboxLoad.on(outbox, "transitions", random);
    try (RelayProcess first = RelayProcess.start(fixture.settings())) {
      published.await(ROWS_BETWEEN_KILLS, PATIENCE);
      first.freeze();
      OutboxRelay second = fixture.startRelay();
      fixture.awaitStreaming();
      published.await(published.count() + ROWS_BETWEEN_KILLS, PATIENCE);
      first.thaw();
      long then = second.metrics().events();
      await().atMost(PATIENCE).until(() -> second.metrics().events() > then + 1000);
      load.stop();
    }

    published.requireExactly(outbox.ids(), PATIENCE);
  }

  private static void pause(int millis) {
    await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
  }
}
