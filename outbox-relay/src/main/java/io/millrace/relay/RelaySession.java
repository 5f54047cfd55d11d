package io.millrace.relay;

import io.millrace.relay.binlog.BinlogEntry;
import io.millrace.relay.binlog.BinlogPosition;
import io.millrace.relay.binlog.BinlogReader;
import io.millrace.relay.binlog.EntryBuffer;
import io.millrace.relay.jdbc.OutboxTable;
import io.millrace.relay.jdbc.ServerLog;
import io.millrace.relay.kafka.PositionTopic;
import io.millrace.relay.kafka.PositionTopic.Stored;
import io.millrace.relay.kafka.Publication;
import io.millrace.relay.kafka.StoredPosition;
import io.millrace.relay.kafka.TransactionalPublisher;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One leader's stretch of work: shuts out older ones, finds its place, publishes until it is
 * stopped or something fails. Whatever fails ends the session; the next one starts from what is
 * committed.
 */
final class RelaySession {

  private static final Duration MYSQL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration IDLE_CHECK = Duration.ofMillis(200);
  private static final int HEARTBEATS_UNTIL_SILENT = 6;

  private final RelayConfig config;
  private final RelayTracker tracker;
  private final Leadership leadership;
  private final StopSignal stop;
  private final PositionTopic positions;

  RelaySession(RelayConfig config, RelayTracker tracker, Leadership leadership, StopSignal stop) {
    this.config = config;
    this.tracker = tracker;
    this.leadership = leadership;
    this.stop = stop;
    this.positions = new PositionTopic(config.kafka());
  }

  /**
   * Works until the relay is stopped.
   *
   * @param republishFrom where to compare the outbox with Kafka first, whatever the position
   */
  void run(OptionalLong republishFrom, Runnable onStreaming)
      throws SQLException, InterruptedException {
    tracker.tryingAgain(RelayState.CATCHING_UP, "leads with token " + leadership.token());
    try (TransactionalPublisher publisher =
        TransactionalPublisher.open(
            config.kafka(), positions, config.batchRows(), config.batchBytes())) {
      Optional<Stored> place = place(publisher, republishFrom);
      if (place.isPresent()) {
        stream(publisher, place.get(), onStreaming);
      }
    } finally {
      tracker.sessionEnded();
    }
  }

  private Optional<Stored> place(TransactionalPublisher publisher, OptionalLong republishFrom)
      throws SQLException, InterruptedException {
    try (Connection connection = config.mysql().dataSource(MYSQL_TIMEOUT).getConnection()) {
      if (!new OutboxTable(connection).exists()) {
        throw new RelayFault(
            RelayFault.Code.NO_OUTBOX,
            "The database %s has no table outbox: install the schema".formatted(config.mysql()));
      }
      Optional<Stored> last = positions.last();
      if (last.isPresent() && republishFrom.isEmpty()) {
        requireReadable(connection, last.get().position());
        return last;
      }
      return new CatchUp(connection, config, publisher, delivery(publisher), tracker)
          .run(republishFrom.orElse(0));
    }
  }

  private void requireReadable(Connection connection, StoredPosition last) throws SQLException {
    ServerLog log = new ServerLog(connection);
    List<String> obstacles = log.obstacles(last.binlog());
    if (last.binlog().gtids() == null && !log.serverUuid().equals(last.server())) {
      obstacles = List.of("The position is of another server, and neither has GTIDs");
    }
    if (!obstacles.isEmpty()) {
      throw new RelayFault(
          RelayFault.Code.POSITION_LOST,
          "%s. The relay skips nothing. Last row published: %d. To publish what is missing from the"
                  .formatted(String.join("; ", obstacles), last.outboxId())
              + " outbox table, restart the relay with --republish-from and an id at or before the"
              + " first row that is missing (0 compares everything)");
    }
  }

  @SuppressWarnings("try") // the reader and the upkeep work on threads of their own
  private void stream(TransactionalPublisher publisher, Stored place, Runnable onStreaming)
      throws InterruptedException {
    EntryBuffer buffer = new EntryBuffer(config.bufferBytes());
    AtomicReference<BinlogPosition> committed = new AtomicReference<>(place.position().binlog());
    try (BinlogReader reader =
            BinlogReader.start(
                config.mysql().binlogSource(config.heartbeat()),
                place.position().binlog(),
                place.table(),
                buffer);
        OutboxUpkeep upkeep = OutboxUpkeep.start(config, committed::get)) {
      tracker.sessionStarted(buffer::size);
      tracker.now(RelayState.STREAMING, "");
      onStreaming.run();
      publishAll(publisher, buffer, new Course(place.position(), place.table()), committed::set);
      publisher.awaitCommitted();
    }
  }

  private void publishAll(
      TransactionalPublisher publisher,
      EntryBuffer buffer,
      Course course,
      Consumer<BinlogPosition> onCommitted)
      throws InterruptedException {
    Delivery delivery = delivery(publisher);
    long heardNanos = System.nanoTime();
    while (!stop.isGiven()) {
      List<BinlogEntry> entries = buffer.take(config.batchRows(), config.batchBytes(), IDLE_CHECK);
      leadership.require();
      publisher.requireHealthy();
      if (entries.isEmpty()) {
        requireHeardSince(heardNanos);
        continue;
      }
      heardNanos = System.nanoTime();
      entries.forEach(course::follow);
      Optional<Publication> next = course.publication();
      if (next.isPresent()) {
        publish(delivery, next.get(), course, onCommitted);
      }
    }
  }

  private void publish(
      Delivery delivery, Publication batch, Course course, Consumer<BinlogPosition> onCommitted)
      throws InterruptedException {
    tracker.publishing(batch.rows());
    StoredPosition position =
        delivery.deliver(
            batch,
            RelayState.STREAMING,
            committed -> {
              tracker.published(committed.rows());
              if (committed.position() != null) {
                onCommitted.accept(committed.position().binlog());
              }
            });
    if (position != null) {
      course.published(position);
    }
  }

  private Delivery delivery(TransactionalPublisher publisher) {
    return new Delivery(publisher, tracker, leadership, stop);
  }

  private void requireHeardSince(long heardNanos) {
    Duration silence = Duration.ofNanos(System.nanoTime() - heardNanos);
    if (silence.compareTo(config.heartbeat().multipliedBy(HEARTBEATS_UNTIL_SILENT)) > 0) {
      throw new RelayFault(
          RelayFault.Code.SILENT,
          "MySQL has sent nothing for %d s, not even heartbeats".formatted(silence.toSeconds()));
    }
  }
}
