package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.domain.state.NodeState;
import io.millrace.expression.NodeView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node as expressions see it.
 *
 * @param node the node
 */
record NodeSight(NodeState node) implements NodeView {

  @Override
  public @Nullable JsonNode property(String name) {
    return switch (name) {
      case "output" -> node.output();
      case "status" -> TextNode.valueOf(node.status().code());
      case "error" -> node.error() == null ? null : error(node.error());
      case "startedAt" -> time(node.times().startedAt());
      case "completedAt" -> time(node.times().completedAt());
      case "branch" -> node.input() == null ? null : node.input().get("branch");
      case "attempts" -> IntNode.valueOf(node.attempt());
      default -> null;
    };
  }

  static JsonNode error(ErrorInfo error) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("code", error.code());
    json.put("message", error.message());
    json.put("retryable", error.retryable());
    if (error.details() != null) {
      json.set("details", error.details());
    }
    return json;
  }

  private static @Nullable JsonNode time(@Nullable Instant time) {
    return time == null ? null : TextNode.valueOf(time.toString());
  }
}
