package io.millrace.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * All that one transaction writes.
 *
 * @param engineId who writes
 * @param leases the partitions that must still be the writer's; they are renewed
 * @param lease how long they last from now
 * @param now the batch's time, in milliseconds
 * @param versions what instances begin with: must still be startable, and active or not as they
 *     were
 * @param instances what became of the instances, ordered by id
 * @param outbox records on their way to Kafka, in their order
 * @param logs what people may want to read
 * @param positions how far the inputs are taken in by this
 */
public record BatchWrite(
    String engineId,
    List<PartitionLease> leases,
    Duration lease,
    Instant now,
    Set<WorkflowCatalog.Lookup.Found> versions,
    List<InstanceChange> instances,
    List<OutboxRow> outbox,
    List<LogEntry> logs,
    List<InputPosition> positions) {

  /** Copies the lists. */
  public BatchWrite {
    leases = List.copyOf(leases);
    versions = Set.copyOf(versions);
    instances = List.copyOf(instances);
    outbox = List.copyOf(outbox);
    logs = List.copyOf(logs);
    positions = List.copyOf(positions);
  }
}
