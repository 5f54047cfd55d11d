package io.millrace.intake;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToLongFunction;

/**
 * Work that a loop takes in together.
 *
 * @param work what there is to do: records in the order of their logs, then timers
 * @param owned the partitions of the loop, by number
 * @param renewAll whether to renew all leases rather than those of the work
 * @param startsEnd tells, for a partition, the offset of the next start event that will be written
 */
record Batch(
    List<Work> work,
    Map<Integer, OwnedPartition> owned,
    boolean renewAll,
    IntToLongFunction startsEnd) {

  /** The partition of some work. */
  OwnedPartition partition(Work one) {
    int number =
        switch (one) {
          case Work.Received received -> received.record().partition();
          case Work.Due due -> due.instanceId().partition();
        };
    return Objects.requireNonNull(owned.get(number), "a partition that is not owned");
  }

  /** A part of it, or another order. */
  Batch with(List<Work> other) {
    return new Batch(other, owned, renewAll, startsEnd);
  }

  /** The leases to renew with it. */
  List<PartitionLease> leases() {
    Collection<OwnedPartition> partitions =
        renewAll ? owned.values() : work.stream().map(this::partition).distinct().toList();
    return partitions.stream()
        .map(OwnedPartition::lease)
        .sorted(java.util.Comparator.comparingInt(PartitionLease::partition))
        .toList();
  }
}
