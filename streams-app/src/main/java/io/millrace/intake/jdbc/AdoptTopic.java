package io.millrace.intake.jdbc;

import io.millrace.intake.InputPosition;
import io.millrace.intake.PartitionLease;
import io.millrace.intake.TopicAdoption;
import io.millrace.jdbc.JdbcRunner;
import io.millrace.jdbc.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Accepts an input topic that was deleted and made anew, or that lost records: {@code millrace
 * adopt-topic}. Engines that refuse the topic go on by themselves afterwards.
 *
 * @param runner runs the transaction
 * @param clock stamps the change
 */
public record AdoptTopic(JdbcRunner runner, Clock clock) {

  /** Where the log of a partition begins and ends now. */
  @FunctionalInterface
  public interface Log {
    /** The first and the next offset of a partition, in this order. */
    Range of(int partition);
  }

  /**
   * Offsets of a log.
   *
   * @param begin the first offset there is
   * @param end the offset of the next record
   */
  public record Range(long begin, long end) {}

  /** A partition is owned by an engine that reads the topic: there is nothing to adopt. */
  public static final class InUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InUse(int partition, String owner) {
      super(
          "engine "
              + owner
              + " owns partition "
              + partition
              + " and reads this topic; stop the engines before adopting it");
    }
  }

  /**
   * Enters the topic as it is now. What matches already stays as it is.
   *
   * @param topic its full name
   * @param topicId the id that it has now
   * @param log its offsets
   * @return what was changed, one entry per partition; empty if nothing needed to be
   * @throws InUse if an engine owns one of the partitions to change
   */
  public List<TopicAdoption> adopt(String topic, String topicId, Log log) {
    Instant now = clock.instant();
    return runner.inTransaction(
        transaction -> {
          List<TopicAdoption> adoptions = new ArrayList<>();
          for (InputPosition known : PositionSql.ofTopic(transaction, topic)) {
            Range range = log.of(known.partition());
            if (!known.topicId().equals(topicId)) {
              adoptions.add(TopicAdoption.of(known, topicId, range.begin()));
            } else if (known.nextOffset() > range.end()) {
              adoptions.add(TopicAdoption.of(known, topicId, range.end()));
            }
          }
          adoptions.forEach(adoption -> requireFree(transaction, adoption.before().partition()));
          if (!adoptions.isEmpty()) {
            List<InputPosition> after = adoptions.stream().map(TopicAdoption::after).toList();
            transaction.change(List.of(PositionSql.write(after, now)));
          }
          return adoptions;
        });
  }

  private static void requireFree(Transaction transaction, int partition) {
    transaction
        .query(
            "SELECT owner FROM workflow_locks WHERE lock_key = ? AND owner <> ''"
                + " AND expires_at > UTC_TIMESTAMP(3) FOR UPDATE",
            List.of(PartitionLease.lockKey(partition)),
            row -> row.getString(1))
        .stream()
        .findFirst()
        .ifPresent(
            owner -> {
              throw new InUse(partition, owner);
            });
  }
}
