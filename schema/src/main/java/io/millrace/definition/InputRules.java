package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the value of an input must satisfy besides its type. A rule for another type than the
 * value's says nothing.
 *
 * @param min the smallest number
 * @param max the largest number
 * @param minLength the fewest characters of a string, or elements of a list
 * @param maxLength the most characters of a string, or elements of a list
 * @param pattern a string must contain a match of it
 * @param allowed the only values allowed; empty for any
 */
public record InputRules(
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    @Nullable Integer minLength,
    @Nullable Integer maxLength,
    @Nullable BoundedPattern pattern,
    List<JsonNode> allowed) {

  /** Anything goes. */
  public static final InputRules NONE = new InputRules(null, null, null, null, null, List.of());

  /** Copies the list. */
  public InputRules {
    allowed = List.copyOf(allowed);
  }

  /** The rules that a value breaks, each as what it must be: "at least 5". */
  public List<String> brokenBy(JsonNode value) {
    List<String> broken = new ArrayList<>();
    if (!allowed.isEmpty() && allowed.stream().noneMatch(one -> same(one, value))) {
      broken.add("one of " + allowed);
    }
    if (value.isNumber()) {
      number(value.decimalValue(), broken);
    } else if (value.isTextual()) {
      size(value.textValue().codePointCount(0, value.textValue().length()), "character", broken);
      if (pattern != null && !pattern.isFoundIn(value.textValue())) {
        broken.add("a string that matches " + pattern.source());
      }
    } else if (value.isArray()) {
      size(value.size(), "element", broken);
    }
    return broken;
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return (one.isNumber() && other.isNumber())
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.equals(other);
  }

  private void number(BigDecimal number, List<String> broken) {
    if (min != null && number.compareTo(min) < 0) {
      broken.add("at least " + min.toPlainString());
    }
    if (max != null && number.compareTo(max) > 0) {
      broken.add("at most " + max.toPlainString());
    }
  }

  private void size(int size, String unit, List<String> broken) {
    if (minLength != null && size < minLength) {
      broken.add("of at least " + counted(minLength, unit));
    }
    if (maxLength != null && size > maxLength) {
      broken.add("of at most " + counted(maxLength, unit));
    }
  }

  private static String counted(int count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
