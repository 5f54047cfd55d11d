package io.millrace.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.contract.Json;
import io.millrace.expression.ExpressionException.Code;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The values of the language: null, Boolean, String, numbers, and trees for objects and lists.
 * Scalars are taken out of their JSON nodes, trees stay as they are and are never changed.
 */
final class Values {

  private static final JsonNodeFactory JSON = Json.nodes();

  private Values() {}

  static @Nullable Object ofJson(@Nullable JsonNode node) {
    return switch (node) {
      case null -> null;
      case NullNode n -> null;
      case MissingNode n -> null;
      case TextNode n -> n.textValue();
      case BooleanNode n -> n.booleanValue();
      case ObjectNode n -> n;
      case ArrayNode n -> n;
      case JsonNode n when n.isNumber() -> number(n);
      default -> node.asText();
    };
  }

  private static Number number(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.canConvertToLong() ? (Number) node.longValue() : node.bigIntegerValue();
    }
    return node.isBigDecimal() ? (Number) node.decimalValue() : node.doubleValue();
  }

  static JsonNode toJson(@Nullable Object value) {
    return switch (value) {
      case null -> NullNode.getInstance();
      case JsonNode node -> node;
      case String text -> TextNode.valueOf(text);
      case Boolean truth -> BooleanNode.valueOf(truth);
      case Number number -> number(Numbers.plain(number));
      case Lazy lazy -> lazy.tree();
      default ->
          throw new ExpressionException(
              Code.TYPE, "the result is a function; a result must be a JSON value");
    };
  }

  /** As {@link Json} reads them; what JavaScript's JSON cannot say is null. */
  private static JsonNode number(Number number) {
    if (!Double.isFinite(number.doubleValue())) {
      return NullNode.getInstance();
    }
    return switch (number) {
      case Long whole -> JSON.numberNode(whole.longValue());
      case BigInteger big -> JSON.numberNode(big);
      case BigDecimal big -> JSON.numberNode(big);
      default -> JSON.numberNode(number.doubleValue());
    };
  }

  /** Truth as in JavaScript: null, false, 0, NaN and "" are false, everything else is true. */
  static boolean truthy(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean truth -> truth;
      case String text -> !text.isEmpty();
      case Number number -> number.doubleValue() != 0 && !Double.isNaN(number.doubleValue());
      default -> true;
    };
  }

  /** What a message calls the kind of a value. */
  static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean truth -> "a boolean";
      case String text -> "a string";
      case Number number -> "a number";
      case ArrayNode list -> "a list";
      case ObjectNode object -> "an object";
      case Lazy lazy -> "an object";
      default -> "a function";
    };
  }

  static boolean isTree(@Nullable Object value) {
    return value instanceof JsonNode || value instanceof Lazy;
  }
}
