package io.millrace.intake;

import java.util.List;

/** Another engine took over a partition; nothing was written. */
public final class OwnershipLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the partitions of which at least one is lost. */
  public OwnershipLost(List<PartitionLease> leases) {
    super("another engine took over one of the partitions " + PartitionLease.partitions(leases));
  }
}
