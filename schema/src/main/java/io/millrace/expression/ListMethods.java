package io.millrace.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.expression.ExpressionException.Code;
import java.util.List;
import java.util.Map;
import org.apache.commons.jexl3.JexlScript;
import org.jspecify.annotations.Nullable;

/** The methods of lists and objects; some of them are methods of strings too. */
final class ListMethods {

  static final List<Builtin> ALL =
      List.of(
          Builtin.overList("every", 1, (e, args) -> firstWhere(e, args, "every", false) < 0),
          Builtin.overList("some", 1, (e, args) -> firstWhere(e, args, "some", true) >= 0),
          Builtin.overList("filter", 1, ListMethods::filter),
          Builtin.overList("map", 1, ListMethods::map),
          Builtin.overList("find", 1, ListMethods::find),
          Builtin.overList("reduce", 2, ListMethods::reduce),
          Builtin.method("includes", 1, 1, ListMethods::includes),
          Builtin.method("indexOf", 1, 1, ListMethods::indexOf),
          Builtin.method("join", 0, 1, ListMethods::join),
          Builtin.method("length", 0, 0, ListMethods::length),
          Builtin.method("slice", 0, 2, ListMethods::slice),
          Builtin.method("keys", 0, 0, (e, args) -> keys(e, args[0])),
          Builtin.method("values", 0, 0, (e, args) -> values(e, args[0])));

  private ListMethods() {}

  static ArrayNode list(@Nullable Object value, String function) {
    if (value instanceof ArrayNode list) {
      return list;
    }
    throw wrongReceiver(value, function, "a list");
  }

  static ExpressionException wrongReceiver(@Nullable Object value, String function, String wanted) {
    return new ExpressionException(
        Code.TYPE,
        -1,
        function + "() needs " + wanted + " but got " + Values.kind(value),
        value == null ? "give a default: (value ?? []) for a list, (value ?? '') for text" : null);
  }

  private static @Nullable Object call(
      Evaluation evaluation, @Nullable Object function, ArrayNode list, int index) {
    return evaluation.call(script(function), Values.ofJson(list.get(index)), (long) index, list);
  }

  private static JexlScript script(@Nullable Object function) {
    if (function instanceof JexlScript script) {
      return script;
    }
    throw new ExpressionException(Code.TYPE, "an arrow function is missing");
  }

  private static int firstWhere(
      Evaluation evaluation, @Nullable Object[] args, String name, boolean wanted) {
    ArrayNode list = list(args[0], name);
    for (int i = 0; i < list.size(); i++) {
      if (Values.truthy(call(evaluation, args[1], list, i)) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static Object filter(Evaluation evaluation, @Nullable Object[] args) {
    ArrayNode list = list(args[0], "filter");
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < list.size(); i++) {
      if (Values.truthy(call(evaluation, args[1], list, i))) {
        kept.add(list.get(i));
      }
    }
    return kept;
  }

  private static Object map(Evaluation evaluation, @Nullable Object[] args) {
    ArrayNode list = list(args[0], "map");
    ArrayNode mapped = JsonNodeFactory.instance.arrayNode(list.size());
    for (int i = 0; i < list.size(); i++) {
      mapped.add(Values.toJson(call(evaluation, args[1], list, i)));
    }
    return mapped;
  }

  private static @Nullable Object find(Evaluation evaluation, @Nullable Object[] args) {
    int index = firstWhere(evaluation, args, "find", true);
    return index < 0 ? null : Values.ofJson(list(args[0], "find").get(index));
  }

  private static @Nullable Object reduce(Evaluation evaluation, @Nullable Object[] args) {
    ArrayNode list = list(args[0], "reduce");
    boolean seeded = args.length > 2;
    if (!seeded && list.isEmpty()) {
      throw new ExpressionException(
          Code.TYPE,
          -1,
          "reduce() of an empty list has no result",
          "give an initial value: list.reduce((total, item) => total + item, 0)");
    }
    Object total = seeded ? args[2] : Values.ofJson(list.get(0));
    for (int i = seeded ? 0 : 1; i < list.size(); i++) {
      Object item = Values.ofJson(list.get(i));
      total = evaluation.call(script(args[1]), total, item, (long) i, list);
    }
    return total;
  }

  private static Object includes(Evaluation evaluation, @Nullable Object[] args) {
    return args[0] instanceof String text
        ? TextMethods.search(evaluation, text, args[1]) >= 0
        : search(evaluation, list(args[0], "includes"), args[1]) >= 0;
  }

  private static Object indexOf(Evaluation evaluation, @Nullable Object[] args) {
    return (long)
        (args[0] instanceof String text
            ? TextMethods.search(evaluation, text, args[1])
            : search(evaluation, list(args[0], "indexOf"), args[1]));
  }

  private static int search(Evaluation evaluation, ArrayNode list, @Nullable Object wanted) {
    for (int i = 0; i < list.size(); i++) {
      if (Equality.strict(evaluation, Values.ofJson(list.get(i)), wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static Object join(Evaluation evaluation, @Nullable Object[] args) {
    ArrayNode list = list(args[0], "join");
    String separator = args.length > 1 ? evaluation.text(args[1]) : ",";
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      Object item = Values.ofJson(list.get(i));
      String text = item == null ? "" : evaluation.text(item);
      evaluation.step();
      evaluation.chargeText((long) joined.length() + text.length() + separator.length());
      joined.append(i == 0 ? "" : separator).append(text);
    }
    return joined.toString();
  }

  private static Object length(Evaluation evaluation, @Nullable Object[] args) {
    return (long) (args[0] instanceof String text ? text.length() : list(args[0], "length").size());
  }

  private static Object slice(Evaluation evaluation, @Nullable Object[] args) {
    if (args[0] instanceof String text) {
      int from = bound(args, 1, text.length(), 0);
      int to = bound(args, 2, text.length(), text.length());
      return from < to ? text.substring(from, to) : "";
    }
    ArrayNode list = list(args[0], "slice");
    int from = bound(args, 1, list.size(), 0);
    int to = bound(args, 2, list.size(), list.size());
    ArrayNode part = JsonNodeFactory.instance.arrayNode();
    for (int i = from; i < to; i++) {
      evaluation.step();
      part.add(list.get(i));
    }
    return part;
  }

  private static int bound(@Nullable Object[] args, int index, int size, int otherwise) {
    if (args.length <= index || args[index] == null) {
      return otherwise;
    }
    double given = Numbers.of(args[index]).doubleValue();
    double place = given < 0 ? given + size : given;
    return Double.isNaN(place) ? 0 : (int) Math.max(0, Math.min(size, place));
  }

  static Object keys(Evaluation evaluation, @Nullable Object value) {
    ArrayNode keys = JsonNodeFactory.instance.arrayNode();
    for (Map.Entry<String, JsonNode> entry : object(value, "keys").properties()) {
      evaluation.step();
      keys.add(entry.getKey());
    }
    return keys;
  }

  static Object values(Evaluation evaluation, @Nullable Object value) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    for (Map.Entry<String, JsonNode> entry : object(value, "values").properties()) {
      evaluation.step();
      values.add(entry.getValue());
    }
    return values;
  }

  private static ObjectNode object(@Nullable Object value, String function) {
    Object tree = value instanceof Lazy lazy ? lazy.tree() : value;
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw wrongReceiver(value, function, "an object");
  }
}
