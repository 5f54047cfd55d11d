package io.millrace.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.expression.ExpressionException.Code;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the syntax of the language stands for: names, properties, literals, {@code +}, equality. */
final class CoreFunctions {

  static final List<Builtin> ALL =
      List.of(
          Builtin.internal("root", CoreFunctions::root),
          Builtin.internal("get", (e, args) -> follow(args[0], args, 1)),
          Builtin.internal("add", CoreFunctions::add),
          Builtin.internal("negate", (e, args) -> Numbers.negate(Numbers.of(args[0]))),
          Builtin.internal("same", (e, args) -> Equality.strict(e, args[0], args[1])),
          Builtin.internal("equal", (e, args) -> Equality.loose(e, args[0], args[1])),
          Builtin.internal("text", CoreFunctions::text),
          Builtin.internal("list", CoreFunctions::list),
          Builtin.internal("object", CoreFunctions::object),
          Builtin.internal("NaN", (e, args) -> Double.NaN),
          Builtin.internal("Infinity", (e, args) -> Double.POSITIVE_INFINITY),
          Builtin.internal("spread", (e, args) -> new Spread(args[0])));

  private CoreFunctions() {}

  /** The elements or properties of a value, to be put into a list, an object or a call. */
  record Spread(@Nullable Object value) {

    ArrayNode elements() {
      return ListMethods.list(value, "...");
    }
  }

  private static @Nullable Object root(Evaluation evaluation, @Nullable Object[] args) {
    return follow(evaluation.root(String.valueOf(args[0])), args, 1);
  }

  private static @Nullable Object follow(
      @Nullable Object start, @Nullable Object[] keys, int firstKey) {
    Object value = start;
    for (int i = firstKey; i < keys.length && value != null; i++) {
      value = property(value, keys[i]);
    }
    return value;
  }

  private static @Nullable Object property(Object value, @Nullable Object key) {
    return switch (value) {
      case ObjectNode object -> Values.ofJson(object.get(name(key)));
      case ArrayNode list -> element(list, key);
      case String text -> character(text, key);
      case Lazy lazy -> lazy.property(name(key));
      default -> null;
    };
  }

  private static String name(@Nullable Object key) {
    return switch (key) {
      case null -> "null";
      case Number number -> Numbers.text(number);
      default -> key.toString();
    };
  }

  private static @Nullable Object element(ArrayNode list, @Nullable Object key) {
    if ("length".equals(key)) {
      return (long) list.size();
    }
    Long index = index(key, list.size());
    return index == null ? null : Values.ofJson(list.get(index.intValue()));
  }

  private static @Nullable Object character(String text, @Nullable Object key) {
    if ("length".equals(key)) {
      return (long) text.length();
    }
    Long index = index(key, text.length());
    return index == null ? null : String.valueOf(text.charAt(index.intValue()));
  }

  /** The place that a key means, counted from the end when negative; null outside. */
  private static @Nullable Long index(@Nullable Object key, int size) {
    Long whole = key == null || "".equals(key) ? null : Numbers.whole(key);
    if (whole == null) {
      return null;
    }
    long index = whole < 0 ? whole + size : whole;
    return index >= 0 && index < size ? index : null;
  }

  private static @Nullable Object add(Evaluation evaluation, @Nullable Object[] args) {
    Object sum = args[0];
    for (int i = 1; i < args.length; i++) {
      sum = add(evaluation, sum, args[i]);
    }
    return sum;
  }

  private static Object add(Evaluation evaluation, @Nullable Object a, @Nullable Object b) {
    boolean texts =
        a instanceof String || b instanceof String || Values.isTree(a) || Values.isTree(b);
    return texts ? join(evaluation, a, b) : Numbers.add(Numbers.of(a), Numbers.of(b));
  }

  private static String join(Evaluation evaluation, @Nullable Object a, @Nullable Object b) {
    String left = evaluation.text(a);
    String right = evaluation.text(b);
    evaluation.chargeText((long) left.length() + right.length());
    return left.concat(right);
  }

  private static Object text(Evaluation evaluation, @Nullable Object[] args) {
    String text = "";
    for (Object part : args) {
      text = join(evaluation, text, part);
    }
    return text;
  }

  private static Object list(Evaluation evaluation, @Nullable Object[] args) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode(args.length);
    for (Object arg : args) {
      evaluation.step();
      if (arg instanceof Spread spread) {
        ArrayNode more = spread.elements();
        evaluation.charge(more.size());
        list.addAll(more);
      } else {
        list.add(Values.toJson(arg));
      }
    }
    return list;
  }

  private static Object object(Evaluation evaluation, @Nullable Object[] args) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    int i = 0;
    while (i < args.length) {
      evaluation.step();
      if (args[i] instanceof Spread spread) {
        spreadInto(object, spread, evaluation);
        i++;
      } else {
        object.set(name(args[i]), Values.toJson(args[i + 1]));
        i += 2;
      }
    }
    return object;
  }

  private static void spreadInto(ObjectNode object, Spread spread, Evaluation evaluation) {
    if (spread.value() == null) {
      return;
    }
    JsonNode more = Values.toJson(spread.value());
    if (!(more instanceof ObjectNode properties)) {
      throw new ExpressionException(
          Code.TYPE, "... in an object needs an object, not " + Values.kind(spread.value()));
    }
    evaluation.charge(properties.size());
    object.setAll(properties);
  }
}
