package io.millrace.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.expression.ExpressionException.Code;
import org.jspecify.annotations.Nullable;

/** An object that is asked for its properties one by one and built whole only when it must be. */
sealed interface Lazy {

  @Nullable Object property(String name);

  JsonNode tree();

  /** All nodes; only ever asked for one of them. */
  record Nodes(Scope scope) implements Lazy {

    @Override
    public @Nullable Object property(String id) {
      NodeView view = scope.node(id);
      return view == null ? null : new Node(view);
    }

    @Override
    public JsonNode tree() {
      throw new ExpressionException(
          Code.TYPE, -1, "nodes is not a value", "name a node, such as nodes.<id>.output");
    }
  }

  /** One node. */
  record Node(NodeView view) implements Lazy {

    @Override
    public @Nullable Object property(String name) {
      return NodeView.PROPERTIES.contains(name) ? Values.ofJson(view.property(name)) : null;
    }

    @Override
    public JsonNode tree() {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      for (String name : NodeView.PROPERTIES) {
        JsonNode value = view.property(name);
        if (value != null) {
          tree.set(name, value);
        }
      }
      return tree;
    }
  }

  /** {@code system}. */
  record Surroundings(Ambient ambient) implements Lazy {

    @Override
    public @Nullable Object property(String name) {
      return switch (name) {
        case "timestamp" -> ambient.now().toString();
        case "uuid" -> ambient.uuid();
        case "hostname" -> ambient.hostname();
        default -> null;
      };
    }

    @Override
    public JsonNode tree() {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.put("timestamp", ambient.now().toString());
      tree.put("uuid", ambient.uuid());
      tree.put("hostname", ambient.hostname());
      return tree;
    }
  }
}
