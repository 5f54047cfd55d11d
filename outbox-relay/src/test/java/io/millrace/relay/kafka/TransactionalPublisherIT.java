package io.millrace.relay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestKafka;
import io.millrace.relay.binlog.BinlogPosition;
import io.millrace.relay.binlog.TableHistory;
import io.millrace.relay.outbox.OutboxRow;
import io.millrace.relay.outbox.RecordHeaderMapping;
import io.millrace.relay.outbox.TransitionRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What Kafka guarantees when two relays publish, whatever their leases say. */
@MillraceRuntime
class TransactionalPublisherIT {

  private static final TableHistory TABLE = TableHistory.of("CREATE TABLE outbox (id BIGINT)");

  private final KafkaAccess access;
  private final PositionTopic positions;

  TransactionalPublisherIT(TestKafka kafka) {
    String test = UUID.randomUUID().toString().substring(0, 8);
    for (String topic : List.of("topic", "transitions", "effects", "tasks.http")) {
      kafka.createTopic(test + "." + topic, 1);
    }
    this.access =
        new KafkaAccess(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            kafka.topicPrefix() + test,
            "relay");
    this.positions = new PositionTopic(access);
  }

  @Test
  void shouldShutOutOlderPublishersWhicheverTurnTheyAreAt() throws InterruptedException {
    try (TransactionalPublisher oldest = open()) {
      publish(oldest, 1);
      try (TransactionalPublisher older = open()) {
        assertThatThrownBy(() -> publish(oldest, 2)).isInstanceOf(KafkaException.class);
        publish(older, 3);
        try (TransactionalPublisher newest = open()) {
          assertThatThrownBy(() -> publish(older, 4)).isInstanceOf(KafkaException.class);
          publish(newest, 5);
          publish(newest, 6);
        }
      }
    }

    assertThat(last().position().outboxId()).isEqualTo(6);
    assertThat(committedRows()).containsExactly(1L, 3L, 5L, 6L);
  }

  @Test
  void shouldPublishNothingOfABatchWhenOneOfItsRowsHasNoPlace() throws InterruptedException {
    try (TransactionalPublisher old = open()) {
      old.publish(new Publication(List.of(row(1)), position(1, 0), null), committed -> {});
      old.awaitCommitted();
      assertThatThrownBy(
              () ->
                  old.publish(
                      new Publication(List.of(row(2), unpublishable(3)), position(3, 0), null),
                      committed -> {}))
          .isInstanceOf(UndeliverableException.class);
    }
    try (TransactionalPublisher young = open()) {
      publish(young, 2);
    }

    assertThat(last().position().outboxId()).isEqualTo(2);
    assertThat(committedRows()).containsExactly(1L, 2L);
  }

  @Test
  void shouldHandTasksOutItselfAsSoonAsItKnowsTheirTopic() throws InterruptedException {
    try (TransactionalPublisher publisher = open()) {
      AtomicLong id = new AtomicLong();
      await()
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                publish(publisher, TransitionRows.scheduling(id.incrementAndGet(), "http"));
                return !committedRows("tasks.http").isEmpty();
              });

      List<Long> transitions = committedRows("transitions");
      List<Long> leftToDispatch = committedRows("effects");
      assertThat(transitions).hasSize((int) id.get());
      assertThat(leftToDispatch).hasSize(transitions.size() - 1).isSubsetOf(transitions);
      assertThat(committedRows("tasks.http")).hasSize(1);
    }
  }

  @Test
  void shouldLeaveTasksToDispatchWhoseTopicIsMissing() throws InterruptedException {
    try (TransactionalPublisher publisher = open()) {
      publish(publisher, TransitionRows.scheduling(1, "unheard-of"));
      publish(publisher, TransitionRows.scheduling(2, "unheard-of"));
    }

    assertThat(committedRows("effects")).containsExactly(1L, 2L);
    assertThat(committedRows("transitions")).containsExactly(1L, 2L);
  }

  @Test
  void shouldFindThePositionOfTheLastCommittedBatchAndTheTableThere() throws InterruptedException {
    try (TransactionalPublisher publisher = open()) {
      for (int id = 1; id <= 200; id++) {
        publisher.publish(new Publication(List.of(), position(id, 0), null), committed -> {});
      }
      publisher.awaitCommitted();
    }

    PositionTopic.Stored stored = last();

    assertThat(stored.position().outboxId()).isEqualTo(200);
    assertThat(stored.position().binlog().pos()).isEqualTo(200);
    assertThat(stored.table()).isEqualTo(TABLE);
  }

  @Test
  void shouldTakeFewerBytesOnTheBrokersThanWhatItPublishes() throws Exception {
    int size = 100_000;
    try (TransactionalPublisher publisher = open()) {
      publish(
          publisher,
          new OutboxRow(1, "topic", "k", "t", new byte[size], null, null, null, Instant.now()));
    }

    assertThat(committedRows()).containsExactly(1L);
    assertThat(bytesOf(new TopicPartition(access.topicPrefix() + ".topic", 0)))
        .isBetween(1L, size / 10L);
  }

  @Test
  void shouldHaveNoPositionBeforeTheFirstBatch() throws InterruptedException {
    assertThat(positions.last()).isEmpty();
    assertThat(positions.last()).isEmpty();
  }

  private TransactionalPublisher open() throws InterruptedException {
    TransactionalPublisher publisher =
        TransactionalPublisher.open(access, positions, 1_000, 1 << 20);
    if (positions.last().isEmpty()) {
      publisher.publish(new Publication(List.of(), position(0, 0), TABLE), committed -> {});
      publisher.awaitCommitted();
    }
    return publisher;
  }

  private void publish(TransactionalPublisher publisher, long id) throws InterruptedException {
    publish(publisher, row(id));
  }

  private void publish(TransactionalPublisher publisher, OutboxRow row)
      throws InterruptedException {
    publisher.publish(new Publication(List.of(row), position(row.id(), 0), null), done -> {});
    publisher.awaitCommitted();
  }

  /** What a successor finds: taking over is what makes sure that every commit can be seen. */
  private PositionTopic.Stored last() throws InterruptedException {
    try (TransactionalPublisher successor =
        TransactionalPublisher.open(access, positions, 1_000, 1 << 20)) {
      successor.requireHealthy();
      return positions.last().orElseThrow();
    }
  }

  private static OutboxRow row(long id) {
    return new OutboxRow(id, "topic", "k", "t", null, null, null, null, Instant.now());
  }

  private static OutboxRow unpublishable(long id) {
    return new OutboxRow(id, "topic", "k", "t", null, 9, null, null, Instant.now());
  }

  /** The first record on the positions topic, at offset 0, tells what the table is like. */
  private static StoredPosition position(long id, long tableAt) {
    return new StoredPosition(
        BinlogPosition.atTransaction("binlog.000001", id, null), "server", id, tableAt);
  }

  private long bytesOf(TopicPartition partition) throws Exception {
    try (Admin admin = Admin.create(access.clientProperties())) {
      List<Integer> brokers = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
      return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
          .flatMap(directories -> directories.values().stream())
          .flatMap(directory -> directory.replicaInfos().entrySet().stream())
          .filter(replica -> replica.getKey().equals(partition))
          .mapToLong(replica -> replica.getValue().size())
          .sum();
    }
  }

  private List<Long> committedRows() {
    return committedRows("topic");
  }

  private List<Long> committedRows(String topic) {
    List<Long> ids = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = access.consumer()) {
      CommittedRecords.read(
          consumer,
          new TopicPartition(access.topicPrefix() + "." + topic, 0),
          0,
          record -> ids.add(RecordHeaderMapping.outboxId(record.headers())));
    }
    return ids;
  }
}
