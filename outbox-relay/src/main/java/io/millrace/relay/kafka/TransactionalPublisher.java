package io.millrace.relay.kafka;

import io.millrace.contract.MalformedMessage;
import io.millrace.relay.outbox.OutboxRow;
import io.millrace.relay.outbox.RecordMapping;
import io.millrace.relay.outbox.RecordMapping.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes batches, each in one Kafka transaction together with the position after it: both count
 * or neither does. Whoever opened a publisher last under a relay's name is the only one who can
 * still commit.
 *
 * <p>A transaction is filled while the one before it commits. Two producers take turns, because a
 * broker does not let a producer begin before its last commit has reached every partition, and lets
 * it wait for tens of milliseconds. What makes this safe: a transaction is filled only when all
 * records of the one before are in the log, so their order is that of the batches; and it is
 * committed only when the one before is, so that what is committed is always a beginning of what
 * was published, whenever this process dies or is shut out.
 *
 * <p>After any exception but {@link UndeliverableException} a publisher is of no more use.
 */
public final class TransactionalPublisher implements AutoCloseable {

  private static final int LANES = 2;

  private final List<KafkaProducer<byte[], byte[]>> lanes;
  private final PositionTopic positions;
  private final RecordMapping mapping;
  private final TaskHandOut handOut;
  private final OrderedCommits commits = new OrderedCommits(LANES - 1);
  private final Map<String, Integer> partitions = new HashMap<>();
  private int turn;

  private TransactionalPublisher(
      List<KafkaProducer<byte[], byte[]>> lanes, PositionTopic positions, KafkaAccess kafka) {
    this.lanes = lanes;
    this.positions = positions;
    this.mapping = new RecordMapping(kafka.topicPrefix());
    this.handOut = kafka.taskHandOut();
  }

  /**
   * Opens a publisher: shuts out every other one of the relay's name, and aborts what it left open.
   */
  public static TransactionalPublisher open(KafkaAccess kafka, PositionTopic positions) {
    List<KafkaProducer<byte[], byte[]>> lanes = new ArrayList<>();
    TransactionalPublisher publisher = new TransactionalPublisher(lanes, positions, kafka);
    try {
      for (int lane = 0; lane < LANES; lane++) {
        lanes.add(kafka.producer(lane));
        lanes.getLast().initTransactions();
      }
      return publisher;
    } catch (RuntimeException e) {
      publisher.close();
      throw e;
    }
  }

  /**
   * Publishes a batch. Returns when all of it is on the brokers; it is committed soon after.
   *
   * @param onCommitted called with the new position, if there is one, by another thread, in the
   *     order of the batches
   * @return the new position, which says where the table is described; null if there is none
   * @throws UndeliverableException when a topic is missing; nothing has been published then
   * @throws KafkaException when this batch or one before it could not be published or committed
   */
  public @Nullable StoredPosition publish(
      Publication batch, Consumer<@Nullable StoredPosition> onCommitted)
      throws InterruptedException {
    commits.requireHealthy();
    List<Records> rows = recordsOf(batch.rows());
    TaskHandOut.Sending tasks =
        handOut.send(rows.stream().flatMap(row -> row.effects().stream()).toList());
    KafkaProducer<byte[], byte[]> producer = lanes.get(turn);
    turn = (turn + 1) % LANES;
    producer.beginTransaction();
    rows.forEach(row -> send(producer, row.records()));
    send(producer, tasks.await());
    StoredPosition position = sendPosition(producer, batch);
    producer.flush();
    commits.submit(
        () -> {
          producer.commitTransaction();
          onCommitted.accept(position);
        });
    return position;
  }

  /**
   * Waits until everything that was published is committed.
   *
   * @throws KafkaException when it could not be
   */
  public void awaitCommitted() throws InterruptedException {
    commits.awaitAll();
  }

  /**
   * Checks what has been committed in the background.
   *
   * @throws KafkaException when something could not be
   */
  public void requireHealthy() {
    commits.requireHealthy();
  }

  /** Closes at once; open transactions are left to be aborted by the next publisher. */
  @Override
  public void close() {
    commits.close();
    handOut.close();
    lanes.forEach(producer -> producer.close(Duration.ZERO));
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
    for (ProducerRecord<byte[], byte[]> record : records) {
      // A failure of any of them makes the commit fail.
      Future<RecordMetadata> unused = producer.send(record);
    }
  }

  private @Nullable StoredPosition sendPosition(
      KafkaProducer<byte[], byte[]> producer, Publication batch) throws InterruptedException {
    StoredPosition position = batch.position();
    if (position == null) {
      return null;
    }
    if (batch.table() != null) {
      Future<RecordMetadata> sent =
          producer.send(
              new ProducerRecord<>(
                  positions.topic(), 0, positions.tableKey(), batch.table().toJson()));
      producer.flush();
      position = position.withTableAt(offset(sent));
    }
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(positions.topic(), 0, positions.positionKey(), position.toJson()));
    return position;
  }

  private List<Records> recordsOf(List<OutboxRow> rows) {
    List<Records> all = new ArrayList<>(rows.size());
    for (OutboxRow row : rows) {
      try {
        Records records = mapping.recordsOf(row);
        records.records().forEach(record -> requirePlaceFor(record, row));
        records.effects().forEach(record -> requirePlaceFor(record, row));
        all.add(records);
      } catch (MalformedMessage e) {
        throw new UndeliverableException(
            "Outbox row %d is a transition that this relay cannot read (%s): update the relay before"
                    .formatted(row.id(), e.getMessage())
                + " the engines; nothing is published until then");
      }
    }
    return all;
  }

  private void requirePlaceFor(ProducerRecord<byte[], byte[]> record, OutboxRow row) {
    int wanted = record.partition() == null ? 0 : record.partition();
    Integer known = partitions.get(record.topic());
    if (known == null || wanted >= known) {
      requirePartition(record.topic(), wanted, row);
    }
  }

  private void requirePartition(String topic, int wanted, OutboxRow row) {
    int count = partitionsOf(topic);
    if (count == 0) {
      throw new UndeliverableException(
          "Outbox row %d is for topic %s, which does not exist or may not be written by the relay:"
                  .formatted(row.id(), topic)
              + " create it; nothing is published until then");
    }
    if (wanted < 0 || wanted >= count) {
      throw new UndeliverableException(
          "Outbox row %d is for partition %d of topic %s, which has %d: add partitions;"
                  .formatted(row.id(), wanted, topic, count)
              + " nothing is published until then");
    }
    partitions.put(topic, count);
  }

  private int partitionsOf(String topic) {
    try {
      return lanes.getFirst().partitionsFor(topic).size();
    } catch (TimeoutException e) {
      return 0;
    }
  }

  private static long offset(Future<RecordMetadata> sent) throws InterruptedException {
    try {
      return sent.get().offset();
    } catch (ExecutionException e) {
      throw new KafkaException("The note about the outbox table was not written", e.getCause());
    }
  }
}
