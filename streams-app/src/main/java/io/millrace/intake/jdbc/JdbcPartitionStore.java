package io.millrace.intake.jdbc;

import io.millrace.contract.InstanceId;
import io.millrace.intake.Acquisition;
import io.millrace.intake.InputPosition;
import io.millrace.intake.PartitionLease;
import io.millrace.intake.PartitionStore;
import io.millrace.jdbc.JdbcRunner;
import io.millrace.jdbc.Timestamps;
import io.millrace.jdbc.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@link PartitionStore} on {@code workflow_locks} and {@code intake_positions}.
 *
 * @param runner runs the transactions
 * @param clock stamps what people read; leases go by MySQL's clock
 */
public record JdbcPartitionStore(JdbcRunner runner, Clock clock) implements PartitionStore {

  @Override
  public Acquisition acquire(
      int partition, String owner, Duration length, Map<String, String> topicIds) {
    return runner.inTransaction(
        transaction -> {
          long token = LeaseSql.take(transaction, partition, owner, length);
          if (token == 0) {
            return holder(transaction, partition);
          }
          PartitionLease lease = new PartitionLease(partition, token);
          Map<String, InputPosition> known = known(transaction, partition, topicIds);
          Optional<InputPosition> replaced =
              known.values().stream()
                  .filter(p -> !p.topicId().equals(topicIds.get(p.topic())))
                  .findFirst();
          if (replaced.isPresent()) {
            transaction.change(List.of(LeaseSql.release(List.of(lease), owner)));
            InputPosition position = replaced.get();
            return new Acquisition.TopicReplaced(
                position, Objects.requireNonNull(topicIds.get(position.topic())));
          }
          return new Acquisition.Acquired(lease, complete(transaction, partition, known, topicIds));
        });
  }

  @Override
  public void renew(List<PartitionLease> leases, String owner, Duration length) {
    runner.run(transaction -> transaction.change(List.of(LeaseSql.fence(leases, owner, length))));
  }

  @Override
  public void release(List<PartitionLease> leases, String owner) {
    runner.run(transaction -> transaction.change(List.of(LeaseSql.release(leases, owner))));
  }

  private static Map<String, InputPosition> known(
      Transaction transaction, int partition, Map<String, String> topicIds) {
    return PositionSql.ofPartition(transaction, partition, topicIds.keySet()).stream()
        .collect(Collectors.toMap(InputPosition::topic, Function.identity()));
  }

  /** Enters the topics that are seen for the first time. */
  private List<InputPosition> complete(
      Transaction transaction,
      int partition,
      Map<String, InputPosition> known,
      Map<String, String> topicIds) {
    long idBase =
        known.values().stream()
            .mapToLong(InputPosition::idBase)
            .max()
            .orElse(InstanceId.first(partition).value());
    List<InputPosition> fresh = new ArrayList<>();
    topicIds.forEach(
        (topic, id) -> {
          if (!known.containsKey(topic)) {
            fresh.add(new InputPosition(topic, partition, id, idBase, 0));
          }
        });
    if (!fresh.isEmpty()) {
      transaction.change(List.of(PositionSql.write(fresh, clock.instant())));
    }
    List<InputPosition> all = new ArrayList<>(known.values());
    all.addAll(fresh);
    return all;
  }

  private static Acquisition holder(Transaction transaction, int partition) {
    return transaction
        .query(
            "SELECT owner, expires_at FROM workflow_locks WHERE lock_key = ?",
            List.of(PartitionLease.lockKey(partition)),
            row ->
                new Acquisition.Held(
                    row.getString("owner"),
                    Objects.requireNonNullElse(Timestamps.read(row, "expires_at"), Instant.EPOCH)))
        .getFirst();
  }
}
