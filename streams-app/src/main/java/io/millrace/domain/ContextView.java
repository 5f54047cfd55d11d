package io.millrace.domain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Json;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.Origin;

/**
 * Makes what expressions read as {@code context}: what the start brought, and what the engine adds.
 */
final class ContextView {

  private ContextView() {}

  static ObjectNode of(
      InstanceState state, WorkflowDefinition definition, Surroundings surroundings) {
    Origin origin = state.origin();
    ObjectNode view = Json.nodes().objectNode();
    view.setAll(origin.context());
    view.put("workflowId", origin.workflow());
    view.put("workflowName", definition.identity().displayName());
    view.put("version", origin.version());
    view.put("instanceId", origin.id().value());
    view.put("engineId", surroundings.engineId());
    view.put("externalId", origin.externalId());
    view.put("businessKey", origin.businessKey());
    view.put("mutexKey", origin.mutexKey());
    view.put("priority", state.priority());
    view.put("createdBy", origin.createdBy());
    view.put("createdAt", origin.createdAt().toString());
    view.put("retryCount", state.retryCount());
    if (state.lifetime().startedAt() != null) {
      view.put("startedAt", state.lifetime().startedAt().toString());
    }
    if (origin.parent() != null) {
      view.put("parentInstanceId", origin.parent().instanceId().value());
    }
    return view;
  }
}
