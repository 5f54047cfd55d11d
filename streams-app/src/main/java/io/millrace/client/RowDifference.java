package io.millrace.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which columns of two rows of one table differ, and what each side says. */
final class RowDifference {

  private static final int SHOWN = 120;

  /** MySQL writes a number in its own way: 1.50 comes back as 1.5. */
  static final Comparator<JsonNode> SAME_NUMBERS =
      (a, b) -> a.equals(b) || sameNumber(a, b) ? 0 : 1;

  private RowDifference() {}

  static Map<String, String> between(Record log, Record row) {
    if (log.equals(row)) {
      return Map.of(); // Nearly always, and reflection takes longer than all the rest.
    }
    Map<String, String> differences = new TreeMap<>();
    for (RecordComponent component : log.getClass().getRecordComponents()) {
      Object here = value(component, log);
      Object there = value(component, row);
      if (!same(here, there)) {
        differences.put(
            column(component), "the log says " + shown(here) + ", MySQL says " + shown(there));
      }
    }
    return differences;
  }

  private static String column(RecordComponent component) {
    return component.getName().replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof JsonNode left && b instanceof JsonNode right) {
      return left.equals(SAME_NUMBERS, right);
    }
    return Objects.equals(a, b);
  }

  private static boolean sameNumber(JsonNode a, JsonNode b) {
    return a instanceof NumericNode
        && b instanceof NumericNode
        && a.decimalValue().compareTo(b.decimalValue()) == 0;
  }

  private static @Nullable Object value(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("records have accessors", e);
    }
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
  }
}
