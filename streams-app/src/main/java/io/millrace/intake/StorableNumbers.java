package io.millrace.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/**
 * Holds numbers from outside to what a JSON column of MySQL gives back unchanged, so that an
 * instance is the same whether it comes from the cache or from its rows: what is neither a 64-bit
 * integer nor a double becomes the nearest double, as it would in JavaScript and in MySQL.
 */
final class StorableNumbers {

  private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(Long.SIZE);

  private StorableNumbers() {}

  /** Adapts the numbers of a tree in place. */
  static void adapt(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (field.getValue().isNumber()) {
          field.setValue(nearest(field.getValue()));
        } else {
          adapt(field.getValue());
        }
      }
    } else if (tree instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).isNumber()) {
          array.set(i, nearest(array.get(i)));
        } else {
          adapt(array.get(i));
        }
      }
    }
  }

  private static JsonNode nearest(JsonNode number) {
    if (number.isInt()
        || number.isLong()
        || (number.isBigInteger() && fits(number.bigIntegerValue()))) {
      return number;
    }
    double nearest = number.doubleValue();
    if (Double.isInfinite(nearest)) {
      return number; // The contracts refuse it, and say where it stands.
    }
    BigDecimal stored = BigDecimal.valueOf(nearest);
    boolean same = number.isBigDecimal() && stored.compareTo(number.decimalValue()) == 0;
    return same ? number : DecimalNode.valueOf(stored);
  }

  private static boolean fits(BigInteger number) {
    return number.bitLength() < Long.SIZE
        || (number.signum() > 0 && number.compareTo(UNSIGNED_LIMIT) < 0);
  }
}
