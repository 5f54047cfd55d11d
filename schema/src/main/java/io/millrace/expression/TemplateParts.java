package io.millrace.expression;

import io.millrace.expression.ExpressionException.Code;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a text into its literal pieces and its <code>${…}</code>. */
final class TemplateParts {

  private TemplateParts() {}

  sealed interface Part {}

  /** Text that stands for itself. */
  record Text(String text) implements Part {}

  /** An expression: from the character after <code>${</code> to its closing brace. */
  record Hole(int start, int end) implements Part {}

  static List<Part> split(String source) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int open = source.indexOf("${"); open >= 0; open = source.indexOf("${", from)) {
      if (open > from) {
        parts.add(new Text(source.substring(from, open)));
      }
      int close = close(source, open + 2);
      parts.add(new Hole(open + 2, close));
      from = close + 1;
    }
    if (from < source.length()) {
      parts.add(new Text(source.substring(from)));
    }
    return parts;
  }

  /**
   * The expression of a text that is one <code>${…}</code> and blanks around it; null otherwise.
   */
  static @Nullable Hole singleHole(String source) {
    if (!source.strip().startsWith("${")) {
      return null;
    }
    Hole single = null;
    for (Part part : split(source)) {
      if (part instanceof Hole hole && single == null) {
        single = hole;
      } else if (!(part instanceof Text text && text.text().isBlank())) {
        return null;
      }
    }
    return single;
  }

  /** The brace that closes an expression; braces in its strings and object literals do not. */
  private static int close(String source, int start) {
    int depth = 0;
    for (int at = start; at < source.length(); at++) {
      char c = source.charAt(at);
      if (c == '\'' || c == '"') {
        at = stringEnd(source, at, c);
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && depth-- == 0) {
        return at;
      }
    }
    throw new ExpressionException(
        Code.SYNTAX,
        start - 2,
        "${ is not closed",
        "add the closing brace, or write ${'${'} for the two characters themselves");
  }

  private static int stringEnd(String source, int start, char quote) {
    for (int at = start + 1; at < source.length(); at++) {
      char c = source.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == quote) {
        return at;
      }
    }
    throw new ExpressionException(
        Code.SYNTAX, start, "the string is not closed", "add " + quote + " at its end");
  }
}
