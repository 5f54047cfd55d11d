package io.millrace.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as the language sees them: whole numbers are Long as long as they fit, all others are
 * Double as in JavaScript. Larger ones that come from JSON pass through unchanged but count as
 * Double.
 */
final class Numbers {

  private static final double MAX_SAFE = 9_007_199_254_740_992d;

  private Numbers() {}

  /** A number as a Long or Double, or unchanged when that would lose digits. */
  static Number plain(Number number) {
    return switch (number) {
      case Long whole -> whole;
      case Double real -> ofDouble(real);
      case BigInteger big -> big;
      case BigDecimal big -> big;
      case Float real -> ofDouble(real.doubleValue());
      default -> number.longValue();
    };
  }

  static Number ofDouble(double value) {
    return value == Math.rint(value) && Math.abs(value) <= MAX_SAFE
        ? (Number) (long) value
        : (Number) value;
  }

  /** The number that a value counts as in arithmetic: a Long or a Double. */
  static Number of(@Nullable Object value) {
    return switch (value) {
      case null -> 0L;
      case Boolean truth -> truth ? 1L : 0L;
      case Long whole -> whole;
      case Integer whole -> whole.longValue();
      case Number number -> ofDouble(number.doubleValue());
      case String text -> parse(text.strip());
      default -> Double.NaN;
    };
  }

  static Number parse(String text) {
    if (text.isEmpty()) {
      return 0L;
    }
    if (text.equals("Infinity") || text.equals("+Infinity")) {
      return Double.POSITIVE_INFINITY;
    }
    if (text.equals("-Infinity")) {
      return Double.NEGATIVE_INFINITY;
    }
    int radix = text.startsWith("0x") ? 16 : 10;
    try {
      if (radix == 16 || (text.length() <= 18 && isWhole(text))) {
        return Long.parseLong(radix == 16 ? text.substring(2) : text, radix);
      }
      return isDecimal(text) ? ofDouble(Double.parseDouble(text)) : (Number) Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static boolean isWhole(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-' || c == '+');
  }

  private static boolean isDecimal(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
  }

  static @Nullable Long whole(@Nullable Object value) {
    return value != null && of(value) instanceof Long whole ? whole : null;
  }

  /** The text of a number, as JavaScript writes it. */
  static String text(Number number) {
    Number plain = plain(number);
    if (plain instanceof BigDecimal big) {
      plain = ofDouble(big.doubleValue());
    }
    if (!(plain instanceof Double real)) {
      return plain.toString();
    }
    double size = Math.abs(real);
    if (Double.isNaN(real) || Double.isInfinite(real)) {
      return real.toString();
    }
    if (size >= 1e-6 && size < 1e21) {
      return new BigDecimal(real.toString()).stripTrailingZeros().toPlainString();
    }
    return real.toString().replace(".0E", "e").replace("E", "e").replaceFirst("e(?=\\d)", "e+");
  }

  static Number add(Number a, Number b) {
    if (a instanceof Long x && b instanceof Long y) {
      long sum = x + y;
      boolean overflow = ((x ^ sum) & (y ^ sum)) < 0;
      return overflow ? (Number) (x.doubleValue() + y.doubleValue()) : (Number) sum;
    }
    return ofDouble(a.doubleValue() + b.doubleValue());
  }

  static Number multiply(Number a, Number b) {
    if (a instanceof Long x && b instanceof Long y) {
      long low = x * y;
      long high = Math.multiplyHigh(x, y);
      boolean fits = (high == 0 && low >= 0) || (high == -1 && low < 0);
      return fits ? (Number) low : (Number) (x.doubleValue() * y.doubleValue());
    }
    return ofDouble(a.doubleValue() * b.doubleValue());
  }

  static Number divide(Number a, Number b) {
    if (a instanceof Long x && b instanceof Long y && y != 0 && y != -1 && x % y == 0) {
      return x / y;
    }
    return ofDouble(a.doubleValue() / b.doubleValue());
  }

  static Number remainder(Number a, Number b) {
    if (a instanceof Long x && b instanceof Long y && y != 0) {
      return x % y;
    }
    return ofDouble(a.doubleValue() % b.doubleValue());
  }

  static Number negate(Number a) {
    return a instanceof Long x && x != Long.MIN_VALUE ? (Number) (-x) : ofDouble(-a.doubleValue());
  }
}
