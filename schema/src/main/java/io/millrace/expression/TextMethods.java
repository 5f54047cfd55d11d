package io.millrace.expression;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The methods of strings. What they search for is plain text, never a pattern. */
final class TextMethods {

  static final List<Builtin> ALL =
      List.of(
          Builtin.method("startsWith", 1, 1, TextMethods::startsWith),
          Builtin.method("endsWith", 1, 1, TextMethods::endsWith),
          Builtin.method("toUpperCase", 0, 0, changed("toUpperCase", TextMethods::upper)),
          Builtin.method("toLowerCase", 0, 0, changed("toLowerCase", TextMethods::lower)),
          Builtin.method("trim", 0, 0, changed("trim", String::strip)),
          Builtin.method("split", 0, 2, TextMethods::split));

  private TextMethods() {}

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String receiver(@Nullable Object value, String function) {
    if (value instanceof String text) {
      return text;
    }
    throw ListMethods.wrongReceiver(value, function, "a string");
  }

  private static Builtin.Body changed(String name, UnaryOperator<String> change) {
    return (evaluation, args) -> {
      String text = receiver(args[0], name);
      evaluation.chargeText(text.length());
      return change.apply(text);
    };
  }

  static int search(Evaluation evaluation, String text, @Nullable Object wanted) {
    evaluation.charge(text.length() / 16);
    return text.indexOf(evaluation.text(wanted));
  }

  private static Object startsWith(Evaluation evaluation, @Nullable Object[] args) {
    return receiver(args[0], "startsWith").startsWith(evaluation.text(args[1]));
  }

  private static Object endsWith(Evaluation evaluation, @Nullable Object[] args) {
    return receiver(args[0], "endsWith").endsWith(evaluation.text(args[1]));
  }

  private static Object split(Evaluation evaluation, @Nullable Object[] args) {
    String text = receiver(args[0], "split");
    Long limit = args.length > 2 ? Numbers.whole(args[2]) : null;
    long most = limit == null || limit < 0 ? Long.MAX_VALUE : limit;
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    if (args.length < 2 || args[1] == null) {
      return most == 0 ? parts : parts.add(text);
    }
    String separator = evaluation.text(args[1]);
    evaluation.chargeText(text.length());
    if (separator.isEmpty()) {
      for (int i = 0; i < text.length() && parts.size() < most; i++) {
        evaluation.step();
        parts.add(text.substring(i, i + 1));
      }
      return parts;
    }
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      evaluation.step();
      addUpTo(most, parts, text.substring(from, at));
      from = at + separator.length();
    }
    addUpTo(most, parts, text.substring(from));
    return parts;
  }

  private static void addUpTo(long most, ArrayNode parts, String part) {
    if (parts.size() < most) {
      parts.add(part);
    }
  }
}
