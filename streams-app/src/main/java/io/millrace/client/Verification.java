package io.millrace.client;

import io.millrace.contract.InstanceId;
import io.millrace.contract.Topics;
import io.millrace.domain.state.InstanceState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Proves that MySQL and Kafka tell the same: folds the transitions of every instance, checks their
 * sequence and hashes, and compares the result with the rows. Partitions have nothing to do with
 * each other, so as many are verified side by side as there are processors.
 */
public final class Verification {

  private final KafkaLog log;
  private final String prefix;
  private final Function<Collection<InstanceId>, Map<InstanceId, InstanceState>> rows;

  /**
   * Something that does not agree.
   *
   * @param instanceId where
   * @param what which row and column, or which transition
   * @param message what each side says
   */
  public record Difference(InstanceId instanceId, String what, String message) {
    @Override
    public String toString() {
      return instanceId + " " + what + ": " + message;
    }
  }

  /**
   * What was found.
   *
   * @param instances how many were compared
   * @param transitions how many were folded
   * @param differences everything that does not agree
   */
  public record Report(long instances, long transitions, List<Difference> differences) {}

  /**
   * Of one Millrace.
   *
   * @param log the topics
   * @param prefix what the names of all topics start with
   * @param rows reads the instances that exist from MySQL; several threads call it
   */
  public Verification(
      KafkaLog log,
      String prefix,
      Function<Collection<InstanceId>, Map<InstanceId, InstanceState>> rows) {
    this.log = log;
    this.prefix = prefix;
    this.rows = rows;
  }

  /** How many partitions are verified side by side, and so how many ask for rows at once. */
  public static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Verifies all partitions.
   *
   * @param known the instances that MySQL has in a partition; all of them must be in the log.
   *     Several threads call it
   */
  public Report all(Function<Integer, Set<InstanceId>> known) {
    List<TopicPartition> partitions = log.partitions(Topics.TRANSITIONS.name(prefix));
    try (ExecutorService pool = Executors.newFixedThreadPool(threads())) {
      List<Future<Report>> reports = new ArrayList<>();
      for (TopicPartition partition : partitions) {
        reports.add(pool.submit(() -> partition(partition, known.apply(partition.partition()))));
      }
      try {
        return together(reports);
      } finally {
        pool.shutdownNow(); // If one failed, the others need not go on.
      }
    }
  }

  /** Verifies one instance whose history was read. */
  public Report one(InstanceId id, List<ConsumerRecord<byte[], byte[]>> history) {
    return new PartitionVerification(rows).one(id, history);
  }

  private Report partition(TopicPartition partition, Set<InstanceId> known) {
    try (KafkaLog.Tail tail = log.from(partition, null)) {
      return new PartitionVerification(rows).all(tail, known);
    }
  }

  private static Report together(List<Future<Report>> reports) {
    long instances = 0;
    long transitions = 0;
    List<Difference> differences = new ArrayList<>();
    for (Future<Report> future : reports) {
      Report report = result(future);
      instances += report.instances();
      transitions += report.transitions();
      differences.addAll(report.differences());
    }
    return new Report(instances, transitions, List.copyOf(differences));
  }

  private static Report result(Future<Report> report) {
    try {
      return report.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException("a partition could not be verified", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientFault("interrupted while verifying", e);
    }
  }
}
