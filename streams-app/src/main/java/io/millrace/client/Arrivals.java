package io.millrace.client;

import io.millrace.contract.InstanceId;
import io.millrace.contract.Topics;
import io.millrace.jdbc.JdbcRunner;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Start events that are in Kafka already and in MySQL not yet: whoever has just started an instance
 * knows its id before there is a row.
 *
 * @param log the topics
 * @param runner asks how far intake is
 * @param prefix what the names of all topics start with
 */
public record Arrivals(KafkaLog log, JdbcRunner runner, String prefix) {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private record Position(long idBase, long nextOffset) {}

  /**
   * Waits until the start event of an instance was taken in.
   *
   * @return whether there was one to wait for; if so, it is worth looking again
   * @throws ClientFault if no engine takes it in
   */
  public boolean await(InstanceId id) {
    Position position = position(id);
    long offset = id.value() - position.idBase();
    TopicPartition starts = new TopicPartition(Topics.STARTS.name(prefix), id.partition());
    if (offset < position.nextOffset() || offset >= log.end(starts)) {
      return false;
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (position(id).nextOffset() <= offset) {
      if (System.nanoTime() > deadline) {
        throw new ClientFault(
            "the start event of instance %s is in Kafka, but no engine has taken it in within %d s; is one running?"
                .formatted(id, PATIENCE.toSeconds()));
      }
      pause();
    }
    return true;
  }

  private Position position(InstanceId id) {
    return runner
        .inTransaction(
            transaction ->
                transaction.query(
                    "SELECT id_base, next_offset FROM intake_positions"
                        + " WHERE topic = ? AND partition_no = ?",
                    List.of(Topics.STARTS.name(prefix), id.partition()),
                    row -> new Position(row.getLong(1), row.getLong(2))))
        .stream()
        .findFirst()
        .orElseGet(() -> new Position(InstanceId.first(id.partition()).value(), 0));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientFault("interrupted while waiting for an engine", e);
    }
  }
}
