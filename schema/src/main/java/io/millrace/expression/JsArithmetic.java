package io.millrace.expression;

import java.math.MathContext;
import org.apache.commons.jexl3.JexlArithmetic;
import org.jspecify.annotations.Nullable;

/**
 * The operators that JEXL evaluates itself, as JavaScript has them: {@code - * / %}, the four
 * comparisons and truth. {@code +} and equality are {@link Builtins}, since their cost depends on
 * the size of their operands.
 */
final class JsArithmetic extends JexlArithmetic {

  JsArithmetic() {
    super(false);
  }

  @Override
  protected JexlArithmetic createWithOptions(boolean strict, MathContext context, int scale) {
    return new JsArithmetic();
  }

  @Override
  public boolean toBoolean(@Nullable Object value) {
    return Values.truthy(value);
  }

  @Override
  public boolean testPredicate(@Nullable Object value) {
    return Values.truthy(value);
  }

  @Override
  public Object not(@Nullable Object value) {
    return !Values.truthy(value);
  }

  @Override
  public Object subtract(@Nullable Object left, @Nullable Object right) {
    Number b = Numbers.of(right);
    return b instanceof Long whole && whole == Long.MIN_VALUE
        ? Numbers.ofDouble(Numbers.of(left).doubleValue() - b.doubleValue())
        : Numbers.add(Numbers.of(left), Numbers.negate(b));
  }

  @Override
  public Object multiply(@Nullable Object left, @Nullable Object right) {
    return Numbers.multiply(Numbers.of(left), Numbers.of(right));
  }

  @Override
  public Object divide(@Nullable Object left, @Nullable Object right) {
    return Numbers.divide(Numbers.of(left), Numbers.of(right));
  }

  @Override
  public Object mod(@Nullable Object left, @Nullable Object right) {
    return Numbers.remainder(Numbers.of(left), Numbers.of(right));
  }

  @Override
  public boolean lessThan(@Nullable Object left, @Nullable Object right) {
    return order(left, right) == Order.LESS;
  }

  @Override
  public boolean lessThanOrEqual(@Nullable Object left, @Nullable Object right) {
    Order order = order(left, right);
    return order == Order.LESS || order == Order.SAME;
  }

  @Override
  public boolean greaterThan(@Nullable Object left, @Nullable Object right) {
    return order(left, right) == Order.GREATER;
  }

  @Override
  public boolean greaterThanOrEqual(@Nullable Object left, @Nullable Object right) {
    Order order = order(left, right);
    return order == Order.GREATER || order == Order.SAME;
  }

  private enum Order {
    LESS,
    SAME,
    GREATER,
    NONE
  }

  /** What is missing is neither less nor greater than anything. */
  private static Order order(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return Order.NONE;
    }
    if (left instanceof String a && right instanceof String b) {
      return of(a.compareTo(b));
    }
    Number a = Numbers.of(left);
    Number b = Numbers.of(right);
    if (a instanceof Long x && b instanceof Long y) {
      return of(Long.compare(x, y));
    }
    if (Double.isNaN(a.doubleValue()) || Double.isNaN(b.doubleValue())) {
      return Order.NONE;
    }
    return a.doubleValue() == b.doubleValue()
        ? Order.SAME
        : of(Double.compare(a.doubleValue(), b.doubleValue()));
  }

  private static Order of(int comparison) {
    return comparison < 0 ? Order.LESS : comparison > 0 ? Order.GREATER : Order.SAME;
  }
}
