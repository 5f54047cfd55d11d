package io.millrace.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** {@code ===} and {@code ==}; objects and lists are equal when their contents are. */
final class Equality {

  private Equality() {}

  static boolean strict(Evaluation evaluation, @Nullable Object a, @Nullable Object b) {
    evaluation.step();
    if (a == null || b == null) {
      return a == null && b == null;
    }
    if (a instanceof Number x && b instanceof Number y) {
      return sameNumber(x, y);
    }
    if (a instanceof String x && b instanceof String y) {
      evaluation.charge(x.length() / 64);
      return x.equals(y);
    }
    if (Values.isTree(a) && Values.isTree(b)) {
      return sameTree(evaluation, Values.toJson(a), Values.toJson(b));
    }
    return a.equals(b);
  }

  /**
   * {@code ==}: as {@code ===}, but numbers, booleans and strings count as numbers among each
   * other.
   */
  static boolean loose(Evaluation evaluation, @Nullable Object a, @Nullable Object b) {
    boolean comparable =
        a != null && b != null && !Values.isTree(a) && !Values.isTree(b) && !sameKind(a, b);
    return comparable ? sameNumber(Numbers.of(a), Numbers.of(b)) : strict(evaluation, a, b);
  }

  private static boolean sameKind(Object a, Object b) {
    return (a instanceof String && b instanceof String)
        || (a instanceof Number && b instanceof Number)
        || (a instanceof Boolean && b instanceof Boolean);
  }

  private static boolean sameNumber(Number a, Number b) {
    Number x = Numbers.plain(a);
    Number y = Numbers.plain(b);
    if (isWhole(x) && x.getClass() == y.getClass()) {
      return x.equals(y);
    }
    return x.doubleValue() == y.doubleValue();
  }

  private static boolean isWhole(Number number) {
    return number instanceof Long || number instanceof BigInteger;
  }

  private static boolean sameTree(Evaluation evaluation, JsonNode a, JsonNode b) {
    if (a instanceof ArrayNode x && b instanceof ArrayNode y) {
      return sameElements(evaluation, x, y);
    }
    return a instanceof ObjectNode x && b instanceof ObjectNode y && sameEntries(evaluation, x, y);
  }

  private static boolean sameElements(Evaluation evaluation, ArrayNode a, ArrayNode b) {
    boolean same = a.size() == b.size();
    for (int i = 0; same && i < a.size(); i++) {
      same = strict(evaluation, Values.ofJson(a.get(i)), Values.ofJson(b.get(i)));
    }
    return same;
  }

  private static boolean sameEntries(Evaluation evaluation, ObjectNode a, ObjectNode b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (var entry : a.properties()) {
      JsonNode other = b.get(entry.getKey());
      if (other == null
          || !strict(evaluation, Values.ofJson(entry.getValue()), Values.ofJson(other))) {
        return false;
      }
    }
    return true;
  }
}
