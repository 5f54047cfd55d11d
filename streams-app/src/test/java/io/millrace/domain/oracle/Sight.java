package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.expression.Ambient;
import io.millrace.expression.NodeView;
import io.millrace.expression.Scope;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What expressions see: the whole instance, or one iteration and everything around it. */
final class Sight {

  private final @Nullable Sight around;
  private final Map<String, NodeRun> nodes = new HashMap<>();
  private final Map<String, JsonNode> values = new HashMap<>();

  /** Which iterations these are, from the outermost loop to the innermost: {@code @2.0}. */
  final String iterations;

  Sight(JsonNode input) {
    this.around = null;
    this.iterations = "";
    values.put("input", input);
    values.put("context", JsonNodeFactory.instance.objectNode());
  }

  private Sight(@Nullable Sight around, String iterations) {
    this.around = around;
    this.iterations = iterations;
  }

  /** One iteration. */
  Sight iteration(@Nullable JsonNode item, int index, @Nullable Integer total) {
    Sight inner = new Sight(this, iterations + (iterations.isEmpty() ? "@" : ".") + index);
    if (item != null) {
      inner.values.put("$item", item);
    }
    inner.number(index);
    if (total != null) {
      inner.values.put("$total", IntNode.valueOf(total));
    }
    return inner;
  }

  /** The nodes of this iteration with the number of another: for conditions of loops. */
  Sight numbered(int index) {
    Sight other = new Sight(around, iterations);
    other.nodes.putAll(nodes);
    other.values.putAll(values);
    other.number(index);
    return other;
  }

  /** The same with one more value. */
  Sight with(String name, JsonNode value) {
    Sight inner = new Sight(this, iterations);
    inner.values.put(name, value);
    return inner;
  }

  private void number(int index) {
    values.put("$index", IntNode.valueOf(index));
    values.put("$iteration", IntNode.valueOf(index));
  }

  void put(NodeRun node) {
    nodes.put(node.id(), node);
  }

  void remove(NodeRun node) {
    nodes.remove(node.id(), node);
  }

  private @Nullable NodeRun find(String id) {
    NodeRun found = nodes.get(id);
    return found != null || around == null ? found : around.find(id);
  }

  private @Nullable JsonNode value(String name) {
    JsonNode found = values.get(name);
    return found != null || around == null ? found : around.value(name);
  }

  /** As the expression language asks for it. */
  Scope scope() {
    return new Scope() {
      @Override
      public @Nullable JsonNode value(String name) {
        return Sight.this.value(name);
      }

      @Override
      public @Nullable NodeView node(String id) {
        NodeRun node = find(id);
        return node == null ? null : property -> property(node, property);
      }

      @Override
      public Ambient ambient() {
        return NOBODY_ASKS;
      }
    };
  }

  private static @Nullable JsonNode property(NodeRun node, String name) {
    return switch (name) {
      case "output" -> node.output();
      case "status" -> TextNode.valueOf(node.status());
      case "error" -> node.failure() == null ? null : node.failure().json();
      case "branch" -> node.branch() == null ? null : TextNode.valueOf(node.branch());
      case "attempts" -> IntNode.valueOf(node.attempts());
      default -> null;
    };
  }

  private static final Ambient NOBODY_ASKS =
      new Ambient() {
        @Override
        public Instant now() {
          throw new AssertionError("generated expressions do not ask for the time");
        }

        @Override
        public String uuid() {
          throw new AssertionError("generated expressions do not ask for randomness");
        }

        @Override
        public String hostname() {
          throw new AssertionError("generated expressions do not ask for the host");
        }
      };
}
