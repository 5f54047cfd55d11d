package io.millrace.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Who owns which partition, and how far its inputs were taken in. All methods throw {@link
 * io.millrace.jdbc.DatabaseFault}.
 */
public interface PartitionStore {

  /**
   * Takes over a partition unless another engine holds it. An engine takes over from itself at
   * once: what it may still have under way is fenced off like any other's.
   *
   * @param partition the partition number
   * @param owner the engine
   * @param length of the lease
   * @param topicIds Kafka's ids of the input topics, by full name; what is not known yet is entered
   */
  Acquisition acquire(int partition, String owner, Duration length, Map<String, String> topicIds);

  /**
   * Makes leases last anew.
   *
   * @throws OwnershipLost if one of them is no longer the owner's
   */
  void renew(List<PartitionLease> leases, String owner, Duration length);

  /** Gives leases back; those that are no longer the owner's stay as they are. */
  void release(List<PartitionLease> leases, String owner);
}
