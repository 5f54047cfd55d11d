package io.millrace.intake;

import io.millrace.contract.InstanceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts start events before all else, for whoever wrote one knows the instance's id at once and may
 * send more for it: what comes for an instance whose start is still on its way waits for it.
 */
final class StartsFirst {

  private final Batch batch;
  private final Set<InstanceId> existing;

  /**
   * For one batch.
   *
   * @param existing the instances that exist already
   */
  StartsFirst(Batch batch, Set<InstanceId> existing) {
    this.batch = batch;
    this.existing = existing;
  }

  /** The inputs in the order in which to decide them, without what was postponed now or before. */
  List<Input> sorted(List<Input> inputs, Postponed postponed) {
    List<Input> starts = new ArrayList<>(inputs.size());
    List<Input> others = new ArrayList<>(inputs.size());
    Set<InstanceId> starting = new HashSet<>();
    for (Input input : inputs) {
      if (input.work() instanceof Work.Received received && received.input() == InputTopic.STARTS) {
        starts.add(input);
        if (input instanceof Input.StartInput start) {
          starting.add(start.instanceId());
        }
      } else {
        others.add(input);
      }
    }
    for (Input input : others) {
      if (input instanceof Input.ForInstance targeted
          && input.work() instanceof Work.Received received
          && !postponed.covers(received)
          && !starting.contains(targeted.instanceId())
          && isYetToCome(received, targeted.instanceId())) {
        postponed.add(received);
      }
    }
    others.removeIf(input -> postponed.covers(input.work()));
    starts.addAll(others);
    return starts;
  }

  private boolean isYetToCome(Work.Received work, InstanceId id) {
    if (existing.contains(id)) {
      return false;
    }
    OwnedPartition partition = batch.partition(work);
    long offset = id.value() - partition.idBase();
    return offset >= partition.position(InputTopic.STARTS).nextOffset()
        && offset < batch.startsEnd().applyAsLong(partition.number());
  }
}
