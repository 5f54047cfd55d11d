package io.millrace.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance as a JSON document: its header, and its nodes as a tree. What is not there yet is
 * null; only what a node may have by its nature (its name, iteration, branch) is absent where it
 * does not apply.
 */
public final class InstanceDocument {

  private static final int TOP_LEVEL = 0;

  private InstanceDocument() {}

  /** The whole instance. */
  public static ObjectNode of(InstanceState state) {
    ObjectNode json = header(state);
    json.set("nodes", nodes(TOP_LEVEL, children(state)));
    return json;
  }

  /** The instance without its nodes. */
  public static ObjectNode header(InstanceState state) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", state.id().value());
    json.put("workflow", state.origin().workflow());
    json.put("version", state.origin().version());
    json.put("status", state.status().code());
    json.put("priority", state.priority());
    putText(json, "externalId", state.origin().externalId());
    putText(json, "businessKey", state.origin().businessKey());
    json.set("input", state.origin().input());
    putOutcome(json, state.output(), state.error());
    json.put("createdAt", state.origin().createdAt().toString());
    putTime(json, "startedAt", state.lifetime().startedAt());
    putTime(json, "completedAt", state.lifetime().completedAt());
    json.put("sequence", state.position().sequence());
    return json;
  }

  /** The nodes below each node, by its number; those at top level below 0. */
  private static Map<Integer, List<NodeState>> children(InstanceState state) {
    Map<Integer, List<NodeState>> children = new HashMap<>();
    for (NodeState node : state.nodes().all()) {
      NodeNo parent = node.place().parent();
      int above = parent == null ? TOP_LEVEL : parent.value();
      children.computeIfAbsent(above, no -> new ArrayList<>()).add(node);
    }
    return children;
  }

  private static ArrayNode nodes(int parent, Map<Integer, List<NodeState>> children) {
    ArrayNode nodes = Json.mapper().createArrayNode();
    for (NodeState node : children.getOrDefault(parent, List.of())) {
      ObjectNode json = node(node);
      json.set("children", nodes(node.no().value(), children));
      nodes.add(json);
    }
    return nodes;
  }

  private static ObjectNode node(NodeState node) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("nodeNo", node.no().value());
    json.put("id", node.nodeId());
    putText(json, "name", node.place().name());
    json.put("type", node.place().type().code());
    json.put("status", node.status().code());
    json.put("attempts", node.attempt());
    json.put("executor", node.place().executor());
    json.put("engineId", node.engineId());
    Instant started = node.times().startedAt();
    Instant completed = node.times().completedAt();
    putTime(json, "startedAt", started);
    putTime(json, "completedAt", completed);
    json.put(
        "durationMs",
        started == null || completed == null
            ? null
            : Duration.between(started, completed).toMillis());
    json.set("input", orNull(node.input()));
    putOutcome(json, node.output(), node.error());
    if (node.place().iteration() != null) {
      json.put("iteration", node.place().iteration());
    }
    putText(json, "branch", node.place().branch());
    return json;
  }

  private static void putText(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void putTime(ObjectNode json, String name, @Nullable Instant value) {
    json.put(name, value == null ? null : value.toString());
  }

  /** What failed has an error; all else an output, null as long as there is none. */
  private static void putOutcome(
      ObjectNode json, @Nullable JsonNode output, @Nullable ErrorInfo error) {
    if (error == null) {
      json.set("output", orNull(output));
    } else {
      json.set("error", Json.tree(error));
    }
  }

  private static JsonNode orNull(@Nullable JsonNode json) {
    return json == null ? NullNode.getInstance() : json;
  }
}
