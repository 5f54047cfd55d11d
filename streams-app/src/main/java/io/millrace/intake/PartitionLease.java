package io.millrace.intake;

import java.util.List;

/**
 * The right to write the instances of one partition.
 *
 * @param partition the partition number of the inputs
 * @param token grows with every take-over; a writer with an older one is refused
 */
public record PartitionLease(int partition, long token) {

  /** The key of a partition's row in {@code workflow_locks}. */
  public static String lockKey(int partition) {
    return "partition:" + partition;
  }

  /** The key of this lease's row in {@code workflow_locks}. */
  public String lockKey() {
    return lockKey(partition);
  }

  /** The partitions of some leases, for messages. */
  public static List<Integer> partitions(List<PartitionLease> leases) {
    return leases.stream().map(PartitionLease::partition).toList();
  }
}
