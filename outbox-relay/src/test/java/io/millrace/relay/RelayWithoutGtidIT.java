package io.millrace.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.LocalMySql;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a server without GTIDs positions are places in files. */
@MillraceRuntime
class RelayWithoutGtidIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalMySql server;
  private final Outbox outbox;
  private final RelayFixture fixture;
  private final Published published;

  RelayWithoutGtidIT(TestDatabase database, TestKafka kafka) {
    this.server = database.server();
    this.outbox = Outbox.in(database);
    this.fixture = new RelayFixture(database, kafka);
    this.published = fixture.publishedOn("transitions");
  }

  @BeforeEach
  void switchGtidsOff() throws SQLException {
    setGtidMode("ON_PERMISSIVE", "OFF_PERMISSIVE", "OFF");
  }

  @AfterEach
  void stop() throws SQLException {
    published.close();
    fixture.close();
    setGtidMode("OFF_PERMISSIVE", "ON_PERMISSIVE", "ON");
  }

  @Test
  void shouldGoOnWhereItWasOverRestartsNewFilesAndChangesOfTheTable() throws SQLException {
    fixture.startAndStopOnce();
    outbox.write(Outbox.messages("transitions", 5, 1, 100));
    outbox.execute("FLUSH BINARY LOGS");
    outbox.execute("ALTER TABLE outbox ADD COLUMN extra VARCHAR(20) NULL AFTER id");
    outbox.write(Outbox.messages("transitions", 5, 101, 100));
    fixture.startRelay();
    published.await(200, PATIENCE);
    fixture.close();
    outbox.write(Outbox.messages("transitions", 5, 201, 100));
    fixture.startRelay();

    published.requireExactly(outbox.ids(), PATIENCE);
  }

  @Test
  void shouldRefuseToSkipWhenTheFileWasPurged() throws SQLException {
    fixture.startAndStopOnce();
    outbox.write(Outbox.messages("transitions", 5, 1, 100));
    outbox.execute("FLUSH BINARY LOGS");
    outbox.execute("PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");

    OutboxRelay relay = fixture.startRelay();

    fixture.awaitState(RelayState.BLOCKED);
    assertThat(relay.status().detail()).contains("does not have binlog.", "--republish-from");
  }

  private void setGtidMode(String... steps) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(""));
        Statement statement = connection.createStatement()) {
      for (String step : List.of(steps)) {
        statement.execute("SET GLOBAL gtid_mode = " + step);
      }
    }
  }
}
