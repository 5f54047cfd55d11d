package io.millrace.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.expression.ExpressionException.Code;
import java.util.function.LongSupplier;
import org.apache.commons.jexl3.JexlContext;
import org.apache.commons.jexl3.JexlScript;
import org.jspecify.annotations.Nullable;

/** One evaluation of one expression: what it may read and how much of its budget is left. */
final class Evaluation implements JexlContext {

  private static final long STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 256;

  private final Scope scope;
  private final ExpressionLimits limits;
  private final LongSupplier nanoTime;
  private long firstLook;
  private long steps;
  private long nextLook = STEPS_BETWEEN_LOOKS_AT_THE_CLOCK;

  Evaluation(Scope scope, ExpressionLimits limits, LongSupplier nanoTime) {
    this.scope = scope;
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  Ambient ambient() {
    return scope.ambient();
  }

  @Nullable Object root(String name) {
    return switch (name) {
      case "nodes" -> new Lazy.Nodes(scope);
      case "system" -> new Lazy.Surroundings(scope.ambient());
      default -> Values.ofJson(scope.value(name));
    };
  }

  @Nullable Object call(JexlScript function, @Nullable Object... arguments) {
    step();
    return function.execute(this, arguments);
  }

  void step() {
    charge(1);
  }

  void charge(long more) {
    steps += more;
    if (steps > limits.steps()) {
      throw new ExpressionException(
          Code.TOO_SLOW,
          -1,
          "the expression needs more than " + limits.steps() + " steps",
          "do this work in a task");
    }
    if (steps >= nextLook) {
      lookAtTheClock();
    }
  }

  /** Most evaluations end before their first look and never pay for one. */
  private void lookAtTheClock() {
    long now = nanoTime.getAsLong();
    if (nextLook == STEPS_BETWEEN_LOOKS_AT_THE_CLOCK) {
      firstLook = now;
    } else if (now - firstLook > limits.time().toNanos()) {
      throw new ExpressionException(
          Code.TOO_SLOW,
          -1,
          "the expression takes longer than " + limits.time().toMillis() + " ms",
          "do this work in a task");
    }
    nextLook = steps + STEPS_BETWEEN_LOOKS_AT_THE_CLOCK;
  }

  /** Accounts for a text before it is made. */
  void chargeText(long length) {
    if (length > limits.resultBytes()) {
      throw tooLarge();
    }
    charge(length / 16);
  }

  private ExpressionException tooLarge() {
    return new ExpressionException(
        Code.TOO_LARGE,
        -1,
        "the expression makes a value of more than " + limits.resultBytes() + " bytes",
        "do this work in a task");
  }

  /** The text of a value, as {@code +} and mixed templates join it; trees as JSON. */
  String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> text;
      case Boolean truth -> truth.toString();
      case Number number -> Numbers.text(number);
      default -> json(value);
    };
  }

  String json(@Nullable Object value) {
    JsonNode tree = result(value);
    String text = tree.toString();
    chargeText(text.length());
    return text;
  }

  /** A value as the JSON that leaves the evaluation, within the bounds. */
  JsonNode result(@Nullable Object value) {
    JsonNode tree = Values.toJson(value);
    if (tree.isContainerNode()) {
      measure(tree, 1, 0);
    } else if (tree.isTextual()) {
      chargeText(tree.textValue().length());
    }
    return tree;
  }

  private long measure(JsonNode tree, int depth, long before) {
    step();
    long size = before;
    switch (tree) {
      case ObjectNode object -> {
        checkDepth(depth);
        for (var entry : object.properties()) {
          size = measure(entry.getValue(), depth + 1, size + entry.getKey().length() + 4);
        }
      }
      case ArrayNode array -> {
        checkDepth(depth);
        for (JsonNode element : array) {
          size = measure(element, depth + 1, size + 1);
        }
      }
      default -> size += tree.isTextual() ? tree.textValue().length() + 2 : 1;
    }
    if (size > limits.resultBytes()) {
      throw tooLarge();
    }
    return size;
  }

  private void checkDepth(int depth) {
    if (depth > limits.resultDepth()) {
      throw new ExpressionException(
          Code.TOO_LARGE,
          -1,
          "the expression makes a value nested more than " + limits.resultDepth() + " levels deep",
          null);
    }
  }

  @Override
  public @Nullable Object get(String name) {
    return null;
  }

  @Override
  public boolean has(String name) {
    return false;
  }

  @Override
  public void set(String name, @Nullable Object value) {
    throw new UnsupportedOperationException("expressions assign nothing");
  }
}
