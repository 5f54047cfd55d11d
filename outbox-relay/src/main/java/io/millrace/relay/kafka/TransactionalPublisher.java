package io.millrace.relay.kafka;

import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Topics;
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
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes batches, each in one Kafka transaction together with the position after it: both count
 * or neither does. Whoever opened a publisher last under a relay's name is the only one who can
 * still commit.
 *
 * <p>Tasks are on their way when {@link #publish} returns; the transaction of their transitions is
 * made by a thread of its own, after those of all rows before, and has everything that has come
 * meanwhile. What nobody waits for, such as a transition that only gives tasks out, waits a moment
 * for company.
 *
 * <p>Two producers take turns, because a broker does not let a producer begin before its last
 * commit has reached every partition, and lets it wait for tens of milliseconds. A transaction
 * begins when the one before is committed, so what is committed is always a beginning of what was
 * published, whenever this process dies or is shut out.
 *
 * <p>After any exception but {@link UndeliverableException} a publisher is of no more use.
 */
public final class TransactionalPublisher implements AutoCloseable {

  private static final int LANES = 2;

  /** Most tasks are done within: then their transitions share a transaction with what follows. */
  private static final Duration PATIENCE = Duration.ofMillis(25);

  private final List<KafkaProducer<byte[], byte[]>> lanes;
  private final PositionTopic positions;
  private final RecordMapping mapping;
  private final TaskHandOut handOut;
  private final String transitions;
  private final GroupCommit<Part> commits;
  private final Map<String, Integer> partitions = new HashMap<>();
  private int turn;
  private volatile @Nullable StoredPosition reached;

  /** A batch whose tasks are on their way. */
  private record Part(
      Publication batch,
      List<Records> rows,
      TaskHandOut.Sending tasks,
      Consumer<Publication> onCommitted) {}

  private TransactionalPublisher(
      List<KafkaProducer<byte[], byte[]>> lanes,
      PositionTopic positions,
      KafkaAccess kafka,
      int mostRows,
      long mostBytes) {
    this.lanes = lanes;
    this.positions = positions;
    this.mapping = new RecordMapping(kafka.topicPrefix());
    this.handOut = kafka.taskHandOut();
    this.transitions = Topics.TRANSITIONS.name(kafka.topicPrefix());
    this.commits = new GroupCommit<>(mostRows, mostBytes, PATIENCE, this::commit);
  }

  /**
   * Opens a publisher: shuts out every other one of the relay's name, and aborts what it left open.
   *
   * @param mostRows the most rows of a transaction, unless one batch alone has more
   * @param mostBytes the same for bytes
   */
  public static TransactionalPublisher open(
      KafkaAccess kafka, PositionTopic positions, int mostRows, long mostBytes) {
    List<KafkaProducer<byte[], byte[]>> lanes = new ArrayList<>();
    TransactionalPublisher publisher =
        new TransactionalPublisher(lanes, positions, kafka, mostRows, mostBytes);
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
   * Publishes a batch: hands its tasks out and returns; the rest is committed soon after.
   *
   * @param onCommitted called by another thread with what a transaction has brought: this batch,
   *     and others before and after it that were published with the same consumer
   * @return the new position, which says where the table is described; null if there is none
   * @throws UndeliverableException when a topic is missing; nothing of the batch has been published
   *     then
   * @throws KafkaException when a batch before could not be published or committed
   */
  public @Nullable StoredPosition publish(Publication batch, Consumer<Publication> onCommitted)
      throws InterruptedException {
    commits.requireHealthy();
    List<Records> rows = recordsOf(batch.rows());
    TaskHandOut.Sending tasks =
        handOut.send(rows.stream().flatMap(row -> row.effects().stream()).toList());
    boolean awaited = tasks.leavesEffects() || rows.stream().anyMatch(this::isAwaited);
    commits.submit(new Part(batch, rows, tasks, onCommitted), rows.size(), batch.bytes(), awaited);
    if (batch.table() == null) {
      return batch.position();
    }
    commits.awaitAll();
    return reached;
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

  /** A transition alone is for those who keep or count; whoever acts has a record of its own. */
  private boolean isAwaited(Records row) {
    return row.records().size() > 1 || !row.records().getFirst().topic().equals(transitions);
  }

  private void commit(List<Part> group) {
    KafkaProducer<byte[], byte[]> producer = lanes.get(turn);
    turn = (turn + 1) % LANES;
    producer.beginTransaction();
    for (Part part : group) {
      part.rows().forEach(row -> send(producer, row.records()));
    }
    for (Part part : group) {
      send(producer, part.tasks().await());
    }
    Publication all = sendPosition(producer, Publication.ofAll(batches(group)));
    producer.commitTransaction();
    reached = all.position();
    group.getLast().onCommitted().accept(all);
  }

  private static List<Publication> batches(List<Part> group) {
    return group.stream().map(Part::batch).toList();
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
    for (ProducerRecord<byte[], byte[]> record : records) {
      // A failure of any of them makes the commit fail.
      Future<RecordMetadata> unused = producer.send(record);
    }
  }

  private Publication sendPosition(KafkaProducer<byte[], byte[]> producer, Publication batch) {
    StoredPosition position = batch.position();
    if (position == null) {
      return batch;
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
    return new Publication(batch.rows(), position, batch.table());
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

  private static long offset(Future<RecordMetadata> sent) {
    try {
      return sent.get().offset();
    } catch (ExecutionException e) {
      throw new KafkaException("The note about the outbox table was not written", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
