package io.millrace.expression;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of JEXL text.
 *
 * @param text the text; always complete in itself, put in parentheses where JEXL needs it
 * @param depth how deep it is nested, since parsing and evaluating it recurses that deep
 */
record Emitted(String text, int depth) {

  static Emitted literal(String text) {
    return new Emitted(text, 1);
  }

  /** A string literal in which nothing but ASCII letters and digits stands for itself. */
  static Emitted string(String value) {
    StringBuilder text = new StringBuilder(value.length() + 2).append('\'');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 128 && (Character.isLetterOrDigit(c) || c == ' ' || c == '_' || c == '-')) {
        text.append(c);
      } else {
        text.append(String.format("\\u%04x", (int) c));
      }
    }
    return literal(text.append('\'').toString());
  }

  static Emitted call(String function, Emitted... arguments) {
    return call(function, Arrays.asList(arguments));
  }

  static Emitted call(String function, List<Emitted> arguments) {
    String list = arguments.stream().map(Emitted::text).collect(Collectors.joining(","));
    return new Emitted(function + "(" + list + ")", deepest(arguments) + 1);
  }

  static Emitted chain(String operator, List<Emitted> operands) {
    String joined = operands.stream().map(Emitted::text).collect(Collectors.joining(operator));
    return new Emitted("(" + joined + ")", deepest(operands) + 1);
  }

  static Emitted lambda(List<String> parameters, Emitted body) {
    return new Emitted(
        "(" + String.join(",", parameters) + ")->(" + body.text + ")", body.depth + 1);
  }

  private static int deepest(List<Emitted> parts) {
    int depth = 0;
    for (Emitted part : parts) {
      depth = Math.max(depth, part.depth);
    }
    return depth;
  }
}
