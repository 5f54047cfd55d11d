package io.millrace.intake;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A partition that a loop owns: its lease, how far its inputs were taken in, and its timers. */
public final class OwnedPartition {

  private final PartitionLease lease;
  private final Map<InputTopic, InputPosition> positions = new EnumMap<>(InputTopic.class);
  private final TimerHeap timers;

  OwnedPartition(PartitionLease lease, Map<InputTopic, InputPosition> positions, TimerHeap timers) {
    this.lease = lease;
    this.positions.putAll(positions);
    this.timers = timers;
  }

  /** The partition number. */
  public int number() {
    return lease.partition();
  }

  /** The right to write. */
  public PartitionLease lease() {
    return lease;
  }

  /** What start events count from. */
  public long idBase() {
    return position(InputTopic.STARTS).idBase();
  }

  /** How far an input was taken in. */
  public InputPosition position(InputTopic input) {
    return Objects.requireNonNull(positions.get(input));
  }

  /** How far all inputs were taken in. */
  public Collection<InputPosition> positions() {
    return List.copyOf(positions.values());
  }

  /** What falls due. */
  public TimerHeap timers() {
    return timers;
  }

  /** Notes that an input was taken in up to an offset, once that is durable. */
  void advance(InputTopic input, long nextOffset) {
    positions.put(input, position(input).at(nextOffset));
  }
}
