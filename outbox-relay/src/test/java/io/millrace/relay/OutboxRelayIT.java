package io.millrace.relay;

import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@MillraceRuntime
class OutboxRelayIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RelayFixture fixture;
  private final Outbox outbox;
  private Published published;

  OutboxRelayIT(TestDatabase database, TestKafka kafka) {
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
  void shouldPublishRowsWrittenBeforeItsFirstStartAndDuringAndAfterIt() throws SQLException {
    outbox.write(Outbox.messages("transitions", 7, 1, 500));
    fixture.startRelay();
    for (int i = 0; i < 40; i++) {
      outbox.write(Outbox.messages("transitions", 7, 501 + 10L * i, 10));
    }
    fixture.awaitStreaming();
    outbox.write(Outbox.messages("transitions", 7, 901, 100));

    published.requireExactly(outbox.ids(), PATIENCE);
  }
}
