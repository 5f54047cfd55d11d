package io.millrace.relay;

import io.millrace.relay.binlog.BinlogPosition;
import io.millrace.relay.jdbc.ServerLog;
import io.millrace.schema.TimePartitions;
import io.millrace.schema.TimePartitions.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the outbox in partitions: makes those of the days to come, and drops those whose rows are
 * old enough and published.
 *
 * <p>Published is what was committed before a moment whose place in the binlog the relay has
 * passed. A row that is written after that moment is not days old.
 */
final class OutboxUpkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxUpkeep.class);

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration BETWEEN = Duration.ofMinutes(10);
  private static final Duration POSITION_CHECK = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration MYSQL_TIMEOUT = Duration.ofSeconds(30);
  private static final int PARTITIONS_AHEAD = 3;

  private final RelayConfig config;
  private final Supplier<BinlogPosition> published;
  private final TimePartitions partitions;
  private final Clock clock = Clock.systemUTC();
  private final StopSignal closing = new StopSignal();

  private OutboxUpkeep(RelayConfig config, Supplier<BinlogPosition> published) {
    this.config = config;
    this.published = published;
    this.partitions = TimePartitions.of(Table.OUTBOX, config.partitionWidth());
  }

  /**
   * Starts the upkeep, unless the configuration leaves partitions alone.
   *
   * @param published the position up to which everything is published
   */
  static OutboxUpkeep start(RelayConfig config, Supplier<BinlogPosition> published) {
    OutboxUpkeep upkeep = new OutboxUpkeep(config, published);
    if (!config.retention().isZero()) {
      Thread.ofPlatform().name("relay-upkeep").daemon().start(upkeep::run);
    }
    return upkeep;
  }

  private void run() {
    try {
      for (Duration wait = FIRST; !closing.pause(wait); wait = BETWEEN) {
        doOnce();
      }
    } catch (InterruptedException e) {
      LOG.debug("Upkeep was told to stop");
    }
  }

  private void doOnce() throws InterruptedException {
    try (Connection connection = config.mysql().dataSource(MYSQL_TIMEOUT).getConnection()) {
      Instant now = clock.instant();
      report("made", partitions.prepare(connection, now, PARTITIONS_AHEAD));
      if (awaitPublished(connection)) {
        report("dropped", partitions.dropBefore(connection, now.minus(config.retention())));
      }
    } catch (SQLException e) {
      LOG.warn(
          "Upkeep of the outbox's partitions failed, next try in {}: {}", BETWEEN, e.getMessage());
    }
  }

  private boolean awaitPublished(Connection connection) throws SQLException, InterruptedException {
    ServerLog log = new ServerLog(connection);
    BinlogPosition end = log.end();
    long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!log.covers(published.get(), end)) {
      if (closing.pause(POSITION_CHECK) || System.nanoTime() - giveUpNanos > 0) {
        return false;
      }
    }
    return true;
  }

  private static void report(String what, List<String> names) {
    if (!names.isEmpty()) {
      LOG.info("Upkeep of the outbox has {} partitions {}", what, names);
    }
  }

  @Override
  public void close() {
    closing.give();
  }
}
