package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.NodeNo;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.Nodes;
import io.millrace.domain.state.ScopeKey;
import io.millrace.expression.Ambient;
import io.millrace.expression.NodeView;
import io.millrace.expression.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the names of an expression stand for, seen from a place in an instance: a node of an
 * iteration sees its own iteration, then what is around the loop.
 *
 * @param journal the decision in which it is evaluated
 * @param place the scope of the node
 * @param output what {@code output} stands for, or null
 * @param iteration the iteration that a loop's condition asks for, or null elsewhere
 */
record ExpressionScope(
    Journal journal, ScopeKey place, @Nullable JsonNode output, @Nullable Integer iteration)
    implements Scope, Ambient {

  ExpressionScope(Journal journal, ScopeKey place) {
    this(journal, place, null, null);
  }

  /** The same with something for {@code output} to stand for. */
  ExpressionScope withOutput(JsonNode value) {
    return new ExpressionScope(journal, place, value, iteration);
  }

  /** What a loop's condition sees before an iteration. */
  ExpressionScope before(int next) {
    return new ExpressionScope(journal, place, output, next);
  }

  @Override
  public @Nullable JsonNode value(String name) {
    return switch (name) {
      case "input" -> state().origin().input();
      case "context" -> journal.context();
      case "output" -> output;
      case "error" -> error();
      case "$item" -> item();
      case "$index", "$iteration" -> index();
      case "$total" -> total();
      default -> null;
    };
  }

  @Override
  public @Nullable NodeView node(String id) {
    Nodes nodes = state().nodes();
    for (ScopeKey scope = place; scope != null; scope = nodes.around(scope)) {
      NodeState node = nodes.find(scope, id);
      if (node != null) {
        return node.reached() ? new NodeSight(node) : null;
      }
    }
    return null;
  }

  @Override
  public Ambient ambient() {
    return this;
  }

  @Override
  public Instant now() {
    return journal.now();
  }

  @Override
  public String uuid() {
    return Randoms.uuid(journal);
  }

  @Override
  public String hostname() {
    return journal.surroundings().hostname();
  }

  private InstanceState state() {
    return journal.state();
  }

  private @Nullable NodeState loop() {
    return place.loop() == 0 ? null : state().nodes().get(new NodeNo(place.loop()));
  }

  private @Nullable JsonNode index() {
    if (iteration != null) {
      return IntNode.valueOf(iteration);
    }
    return loop() == null ? null : IntNode.valueOf(place.iteration());
  }

  /** Of the innermost loop that has items: a loop that only counts or asks does not hide them. */
  private @Nullable JsonNode item() {
    Nodes nodes = state().nodes();
    for (ScopeKey at = place; at != null && at.loop() != 0; at = nodes.around(at)) {
      JsonNode items = nodes.get(new NodeNo(at.loop())).input();
      if (items != null) {
        return items.get(at.iteration());
      }
    }
    return null;
  }

  private @Nullable JsonNode total() {
    NodeState loop = loop();
    if (loop == null || loop.progress() == null || loop.progress().total() == null) {
      return null;
    }
    return IntNode.valueOf(loop.progress().total());
  }

  private @Nullable JsonNode error() {
    if (state().rollback() != null) {
      return NodeSight.error(state().rollback().error());
    }
    // Of the workflow in whose place this one runs.
    JsonNode given = state().origin().context().get("error");
    return given == null ? NullNode.getInstance() : given;
  }
}
