package io.millrace.domain.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceStatus;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.pcollections.PVector;

/** An instance while an event is applied to it: changed in place, then made a value again. */
final class StateDraft {

  private final Origin origin;
  InstanceStatus status;
  int priority;
  String engineId;
  Lifetime lifetime;
  int retryCount;
  @Nullable JsonNode output;
  @Nullable ErrorInfo error;
  MutexState mutex;
  PMap<String, PVector<JsonNode>> signals;
  @Nullable Rollback rollback;
  Nodes nodes;
  Position position;

  StateDraft(InstanceState state) {
    origin = state.origin();
    status = state.status();
    priority = state.priority();
    engineId = state.engineId();
    lifetime = state.lifetime();
    retryCount = state.retryCount();
    output = state.output();
    error = state.error();
    mutex = state.mutex();
    signals = state.signals();
    rollback = state.rollback();
    nodes = state.nodes();
    position = state.position();
  }

  InstanceState done() {
    return new InstanceState(
        origin,
        status,
        priority,
        engineId,
        lifetime,
        retryCount,
        output,
        error,
        mutex,
        signals,
        rollback,
        nodes,
        position);
  }
}
