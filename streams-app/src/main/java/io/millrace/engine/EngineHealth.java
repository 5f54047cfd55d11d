package io.millrace.engine;

import io.millrace.intake.PartitionStatus;
import java.util.List;
import java.util.Map;

/**
 * How an engine is.
 *
 * @param engineId who
 * @param trouble what keeps it from working, for people; empty if nothing does
 * @param partitions how the partitions stand that Kafka assigned to it
 * @param lag how many records are yet to be taken in, by {@code topic-partition}, as of some
 *     seconds ago
 */
public record EngineHealth(
    String engineId, String trouble, List<PartitionStatus> partitions, Map<String, Long> lag) {

  /** Copies the collections. */
  public EngineHealth {
    partitions = List.copyOf(partitions);
    lag = Map.copyOf(lag);
  }

  /** Whether it works on everything that is assigned to it. */
  public boolean healthy() {
    return trouble.isEmpty()
        && partitions.stream()
            .allMatch(partition -> partition.state() == PartitionStatus.State.OWNED);
  }
}
