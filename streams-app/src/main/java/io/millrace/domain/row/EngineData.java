package io.millrace.domain.row;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Json;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.MutexState;
import io.millrace.domain.state.Rollback;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * What an instance must keep and no column holds; an object in {@code context_data}.
 *
 * @param version the workflow's version
 * @param businessKey what the run is about, or null
 * @param businessKeyAdded whether {@code input_data} shows the business key though the input did
 *     not
 * @param notBefore not to start earlier, or null
 * @param parentAttempt the attempt of the parent's node, or null
 * @param parentDepth how many instances are above it, or null for at most one
 * @param mutex queued or held, or null for neither
 * @param signals signals that came before their nodes, or null for none
 * @param rollbackError why completed work is being undone, or null if it is not
 * @param rollbackNodes the nodes to undo, or null
 */
record EngineData(
    String version,
    @Nullable String businessKey,
    @Nullable Boolean businessKeyAdded,
    @Nullable Instant notBefore,
    @Nullable Integer parentAttempt,
    @Nullable Integer parentDepth,
    @Nullable MutexState mutex,
    @Nullable Map<String, List<JsonNode>> signals,
    @Nullable ErrorInfo rollbackError,
    @Nullable List<io.millrace.contract.NodeNo> rollbackNodes) {

  static EngineData of(InstanceState state, boolean businessKeyAdded) {
    Rollback rollback = state.rollback();
    return new EngineData(
        state.origin().version(),
        state.origin().businessKey(),
        businessKeyAdded ? true : null,
        state.origin().notBefore(),
        state.origin().parent() == null ? null : state.origin().parent().attempt(),
        state.origin().parent() == null ? null : state.origin().parent().depth(),
        state.mutex() == MutexState.NONE ? null : state.mutex(),
        state.signals().isEmpty() ? null : Map.<String, List<JsonNode>>copyOf(state.signals()),
        rollback == null ? null : rollback.error(),
        rollback == null ? null : rollback.nodes());
  }

  JsonNode toJson() {
    return Json.tree(this);
  }

  static EngineData of(JsonNode json) {
    return Json.read(json, EngineData.class);
  }

  MutexState mutexState() {
    return mutex == null ? MutexState.NONE : mutex;
  }

  PMap<String, PVector<JsonNode>> keptSignals() {
    PMap<String, PVector<JsonNode>> kept = HashTreePMap.empty();
    if (signals != null) {
      for (Map.Entry<String, List<JsonNode>> entry : signals.entrySet()) {
        kept = kept.plus(entry.getKey(), TreePVector.from(entry.getValue()));
      }
    }
    return kept;
  }

  @Nullable Rollback rollback() {
    return rollbackError == null
        ? null
        : new Rollback(
            rollbackError, TreePVector.from(rollbackNodes == null ? List.of() : rollbackNodes));
  }
}
