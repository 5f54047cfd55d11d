package io.millrace.intake;

import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.domain.state.InstanceState;
import io.millrace.jdbc.Faults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A store in memory, and a catalog that knows one workflow; it remembers what was asked of it. */
final class MemoryStore implements InstanceStore, WorkflowCatalog {

  final Map<InstanceId, InstanceState> states = new HashMap<>();
  final List<BatchWrite> writes = new ArrayList<>();
  final Set<InstanceId> refused = new HashSet<>();
  final List<InstanceId> loaded = new ArrayList<>();

  /** Whether the next write finds another version active than was looked up. */
  boolean versionsChange;

  int forgotten;
  private final Workflow workflow = new OneTaskWorkflow(1, "one-task", "1.0.0");

  InstanceStatus status(InstanceId id) {
    return Objects.requireNonNull(states.get(id)).status();
  }

  @Override
  public Map<InstanceId, InstanceState> load(Collection<InstanceId> ids) {
    loaded.addAll(ids);
    Map<InstanceId, InstanceState> found = new HashMap<>(states);
    found.keySet().retainAll(ids);
    return found;
  }

  @Override
  public Map<ExternalKey, InstanceId> byExternalId(Collection<ExternalKey> keys) {
    return Map.of();
  }

  @Override
  public List<TimerHeap.Timer> timers(int partition, Instant from, Instant to) {
    return List.of();
  }

  @Override
  public Written write(BatchWrite batch) {
    if (batch.instances().stream().anyMatch(change -> refused.contains(change.id()))) {
      throw Faults.refused();
    }
    if (versionsChange) {
      versionsChange = false;
      throw new VersionsChanged(0, 1);
    }
    writes.add(batch);
    batch.instances().forEach(change -> states.put(change.id(), change.after()));
    return new Written(batch.instances().size(), 1);
  }

  @Override
  public Map<WorkflowRef, Lookup> find(Collection<WorkflowRef> references) {
    Map<WorkflowRef, Lookup> answers = new HashMap<>();
    references.forEach(reference -> answers.put(reference, new Lookup.Found(workflow, true)));
    return answers;
  }

  @Override
  public void forgetAnswers() {
    forgotten++;
  }

  @Override
  public Map<Long, Workflow> byId(Collection<Long> definitionIds) {
    return Map.of(1L, workflow);
  }
}
