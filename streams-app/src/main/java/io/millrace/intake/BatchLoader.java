package io.millrace.intake;

import io.millrace.contract.InstanceId;
import io.millrace.domain.state.InstanceState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what the decisions of a batch need: in the cache, else with one query per table. */
final class BatchLoader {

  private final InstanceStore store;
  private final WorkflowCatalog catalog;
  private final StateCache cache;
  private int loads;

  BatchLoader(InstanceStore store, WorkflowCatalog catalog, StateCache cache) {
    this.store = store;
    this.catalog = catalog;
    this.cache = cache;
  }

  /**
   * Loads what inputs need.
   *
   * @param startsMayExist whether instances of start events may exist already; they cannot unless
   *     somebody moved positions back
   */
  BatchDecider.Known load(List<Input> inputs, boolean startsMayExist) {
    Map<InstanceId, InstanceState> states = new HashMap<>();
    Set<InstanceId> missing = new HashSet<>();
    Set<WorkflowRef> references = new HashSet<>();
    Set<ExternalKey> keys = new HashSet<>();
    for (Input input : inputs) {
      switch (input) {
        case Input.StartInput start -> {
          references.add(WorkflowRef.of(start.start()));
          if (start.start().externalId() != null) {
            keys.add(new ExternalKey(start.start().workflow(), start.start().externalId()));
          }
          if (startsMayExist) {
            missing.add(start.instanceId());
          }
        }
        case Input.ForInstance targeted -> {
          InstanceState cached = cache.get(targeted.instanceId());
          if (cached == null) {
            missing.add(targeted.instanceId());
          } else {
            states.put(targeted.instanceId(), cached);
          }
        }
        case Input.Unusable unusable -> {
          // Needs nothing.
        }
      }
    }
    if (!missing.isEmpty()) {
      Map<InstanceId, InstanceState> loaded = store.load(missing);
      loads += loaded.size();
      states.putAll(loaded);
    }
    return new BatchDecider.Known(
        states,
        workflows(states),
        references.isEmpty() ? Map.of() : catalog.find(references),
        keys.isEmpty() ? Map.of() : store.byExternalId(keys));
  }

  /** Looks up again what start events ask for, instead of taking earlier answers. */
  void forgetAnswers() {
    catalog.forgetAnswers();
  }

  /** How many instances were read since this was asked last. */
  int takeLoads() {
    int taken = loads;
    loads = 0;
    return taken;
  }

  private Map<Long, Workflow> workflows(Map<InstanceId, InstanceState> states) {
    if (states.isEmpty()) {
      return new HashMap<>();
    }
    Set<Long> ids = new HashSet<>();
    states.values().forEach(state -> ids.add(state.origin().definitionId()));
    return new HashMap<>(catalog.byId(ids));
  }
}
