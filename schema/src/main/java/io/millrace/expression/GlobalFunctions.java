package io.millrace.expression;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.expression.ExpressionException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions that are not methods. */
final class GlobalFunctions {

  static final List<Builtin> ALL =
      List.of(
          Builtin.global("Array.isArray", 1, 1, (e, args) -> args[0] instanceof ArrayNode),
          Builtin.global("Boolean", 1, 1, (e, args) -> Values.truthy(args[0])),
          Builtin.global("Date.now", 0, 0, (e, args) -> e.ambient().now().toEpochMilli()),
          Builtin.global("JSON.parse", 1, 1, GlobalFunctions::parse),
          Builtin.global("JSON.stringify", 1, 1, (e, args) -> e.json(args[0])),
          Builtin.global("Math.abs", 1, 1, GlobalFunctions::abs),
          Builtin.global("Math.ceil", 1, 1, rounded(Math::ceil)),
          Builtin.global("Math.floor", 1, 1, rounded(Math::floor)),
          Builtin.global("Math.max", 0, Builtin.ANY, (e, args) -> extreme(e, args, 1)),
          Builtin.global("Math.min", 0, Builtin.ANY, (e, args) -> extreme(e, args, -1)),
          Builtin.global("Math.round", 1, 1, rounded(x -> Math.floor(x + 0.5))),
          Builtin.global("Number", 1, 1, (e, args) -> Numbers.of(args[0])),
          Builtin.global("Object.keys", 1, 1, (e, args) -> ListMethods.keys(e, args[0])),
          Builtin.global("Object.values", 1, 1, (e, args) -> ListMethods.values(e, args[0])),
          Builtin.global("String", 1, 1, (e, args) -> e.text(args[0])),
          Builtin.global("generateUUID", 0, 0, (e, args) -> e.ambient().uuid()),
          Builtin.global("parseFloat", 1, 1, (e, args) -> parseFloat(e.text(args[0]).strip())),
          Builtin.global("parseInt", 1, 2, GlobalFunctions::parseInt));

  private GlobalFunctions() {}

  private static @Nullable Object parse(Evaluation evaluation, @Nullable Object[] args) {
    String text = evaluation.text(args[0]);
    evaluation.chargeText(text.length());
    evaluation.charge(text.length() / 4);
    try {
      return Values.ofJson(Json.tree(text));
    } catch (MalformedMessage e) {
      throw new ExpressionException(Code.TYPE, "JSON.parse() got a text that " + e.rule());
    }
  }

  private static Object abs(Evaluation evaluation, @Nullable Object[] args) {
    Number number = Numbers.of(args[0]);
    return number.doubleValue() < 0 ? Numbers.negate(number) : number;
  }

  private static Builtin.Body rounded(DoubleUnaryOperator rounding) {
    return (evaluation, args) -> {
      Number number = Numbers.of(args[0]);
      return number instanceof Long
          ? number
          : Numbers.ofDouble(rounding.applyAsDouble(number.doubleValue()));
    };
  }

  private static Object extreme(Evaluation evaluation, @Nullable Object[] args, int sign) {
    Number best = sign < 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    for (Object arg : flat(evaluation, args)) {
      Number number = Numbers.of(arg);
      if (Double.isNaN(number.doubleValue())) {
        return Double.NaN;
      }
      if (Integer.signum(Double.compare(number.doubleValue(), best.doubleValue())) == sign) {
        best = number;
      }
    }
    return best;
  }

  private static List<@Nullable Object> flat(Evaluation evaluation, @Nullable Object[] args) {
    List<@Nullable Object> flat = new ArrayList<>();
    for (Object arg : args) {
      if (arg instanceof CoreFunctions.Spread spread) {
        evaluation.charge(spread.elements().size());
        spread.elements().forEach(element -> flat.add(Values.ofJson(element)));
      } else {
        flat.add(arg);
      }
    }
    return flat;
  }

  private static Object parseInt(Evaluation evaluation, @Nullable Object[] args) {
    String text = evaluation.text(args[0]).strip();
    Long given = args.length > 1 ? Numbers.whole(args[1]) : null;
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    long radix = given == null || given == 0 ? (hex ? 16 : 10) : given;
    if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
      return Double.NaN;
    }
    boolean negative = text.startsWith("-");
    int start = negative || text.startsWith("+") ? 1 : hex && radix == 16 ? 2 : 0;
    int end = start;
    double value = 0;
    while (end < text.length() && Character.digit(text.charAt(end), (int) radix) >= 0) {
      value = value * radix + Character.digit(text.charAt(end), (int) radix);
      end++;
    }
    return end == start ? Double.NaN : Numbers.ofDouble(negative ? -value : value);
  }

  /** Reads the longest decimal number at the start. */
  private static Object parseFloat(String text) {
    int end = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int digits = 0;
    boolean dot = false;
    while (end < text.length() && (isDigit(text, end) || (text.charAt(end) == '.' && !dot))) {
      digits += isDigit(text, end) ? 1 : 0;
      dot |= text.charAt(end) == '.';
      end++;
    }
    if (digits == 0) {
      return Double.NaN;
    }
    return Numbers.ofDouble(Double.parseDouble(text.substring(0, exponentEnd(text, end))));
  }

  private static int exponentEnd(String text, int mantissaEnd) {
    int at = mantissaEnd;
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        at++;
      }
      int firstDigit = at;
      while (at < text.length() && isDigit(text, at)) {
        at++;
      }
      return at > firstDigit ? at : mantissaEnd;
    }
    return mantissaEnd;
  }

  private static boolean isDigit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
