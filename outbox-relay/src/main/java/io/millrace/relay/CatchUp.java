package io.millrace.relay;

import io.millrace.relay.jdbc.OutboxTable;
import io.millrace.relay.jdbc.OutboxTable.Frontier;
import io.millrace.relay.kafka.KafkaAccess;
import io.millrace.relay.kafka.PositionTopic.Stored;
import io.millrace.relay.kafka.Publication;
import io.millrace.relay.kafka.PublishedRows;
import io.millrace.relay.kafka.StoredPosition;
import io.millrace.relay.kafka.TransactionalPublisher;
import io.millrace.relay.outbox.OutboxRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings Kafka up to a place in the binlog from the outbox table: at the very first start, and when
 * the place that the relay had got to is gone.
 *
 * <p>Rows that are on Kafka already are known by their ids and left out. Nothing else is remembered
 * on the way: if it breaks off, doing it again does what is left. Only its last transaction sets
 * the position.
 */
final class CatchUp {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  private final Connection connection;
  private final KafkaAccess kafka;
  private final TransactionalPublisher publisher;
  private final Delivery delivery;
  private final RelayTracker tracker;
  private final int batchRows;
  private final long batchBytes;

  private final List<OutboxRow> batch = new ArrayList<>();
  private long batchSize;
  private long published;
  private boolean stopped;

  CatchUp(
      Connection connection,
      RelayConfig config,
      TransactionalPublisher publisher,
      Delivery delivery,
      RelayTracker tracker) {
    this.connection = connection;
    this.kafka = config.kafka();
    this.publisher = publisher;
    this.delivery = delivery;
    this.tracker = tracker;
    this.batchRows = config.batchRows();
    this.batchBytes = config.batchBytes();
  }

  /**
   * Publishes the rows from {@code fromId} on that are not on Kafka.
   *
   * @return where to read the binlog from; empty if the relay was stopped meanwhile
   */
  Optional<Stored> run(long fromId) throws SQLException, InterruptedException {
    OutboxTable outbox = new OutboxTable(connection);
    Frontier frontier = outbox.frontier();
    LOG.info(
        "Comparing the outbox from id {} to {} with Kafka; the binlog follows from {}",
        fromId,
        frontier.lastId(),
        frontier.position());
    Optional<Instant> first = outbox.firstWrittenFrom(fromId);
    if (first.isPresent()) {
      publishMissing(outbox, fromId, frontier.lastId(), first.get());
    }
    StoredPosition start =
        new StoredPosition(frontier.position(), frontier.serverUuid(), frontier.lastId(), 0);
    StoredPosition reached =
        stopped
            ? null
            : delivery.deliver(
                new Publication(List.of(), start, frontier.table()),
                RelayState.CATCHING_UP,
                committed -> tracker.published(committed.rows()));
    publisher.awaitCommitted();
    LOG.info("Published {} rows from the outbox table", published);
    return Optional.ofNullable(reached).map(position -> new Stored(position, frontier.table()));
  }

  private void publishMissing(OutboxTable outbox, long fromId, long toId, Instant since)
      throws SQLException, InterruptedException {
    try (PublishedRows known = new PublishedRows(kafka, since)) {
      outbox.read(
          fromId,
          toId,
          row -> {
            if (!stopped && !known.contains(row)) {
              add(row);
            }
          });
    }
    flush();
  }

  private void add(OutboxRow row) throws InterruptedException {
    if (batch.size() >= batchRows || batchSize + row.size() > batchBytes) {
      flush();
    }
    batch.add(row);
    batchSize += row.size();
  }

  private void flush() throws InterruptedException {
    if (batch.isEmpty() || stopped) {
      return;
    }
    List<OutboxRow> rows = List.copyOf(batch);
    delivery.deliver(
        Publication.of(rows),
        RelayState.CATCHING_UP,
        committed -> tracker.published(committed.rows()));
    stopped = delivery.isStopped();
    published += rows.size();
    batch.clear();
    batchSize = 0;
  }
}
