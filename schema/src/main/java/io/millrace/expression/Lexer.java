package io.millrace.expression;

import io.millrace.expression.ExpressionException.Code;
import io.millrace.expression.Token.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts source text into tokens, one at a time, from any position. */
final class Lexer {

  /** Longest first, so that the first match is the right one. */
  private static final List<String> OPERATORS =
      List.of(
          "===", "!==", "...", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "+", "-", "*",
          "/", "%", "<", ">", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}");

  private final String source;
  private final int limit;

  Lexer(String source) {
    this(source, source.length());
  }

  Lexer(String source, int limit) {
    this.source = source;
    this.limit = limit;
  }

  /** The token that starts at or after a position. */
  Token next(int from) {
    int at = skipSpace(from);
    if (at >= limit) {
      return new Token(Kind.END, "", limit, limit);
    }
    char c = source.charAt(at);
    if (c == '\'' || c == '"') {
      return string(at, c);
    }
    if (isDigit(c) || (c == '.' && at + 1 < limit && isDigit(source.charAt(at + 1)))) {
      return number(at);
    }
    if (isNameStart(source.codePointAt(at))) {
      int end = nameEnd(source, at, limit);
      return new Token(Kind.NAME, source.substring(at, end), at, end);
    }
    return operator(at);
  }

  int skipSpace(int from) {
    int at = from;
    while (at < limit && isSpace(source.charAt(at))) {
      at++;
    }
    return at;
  }

  private Token operator(int at) {
    for (String operator : OPERATORS) {
      if (source.startsWith(operator, at) && at + operator.length() <= limit) {
        boolean decimals =
            operator.equals("?.") && at + 2 < limit && isDigit(source.charAt(at + 2));
        if (!decimals && !isForbidden(at)) {
          return new Token(Kind.OPERATOR, operator, at, at + operator.length());
        }
      }
    }
    String shown = new StringBuilder().appendCodePoint(source.codePointAt(at)).toString();
    throw new ExpressionException(
        source.startsWith("=", at) ? Code.NOT_ALLOWED : Code.SYNTAX,
        at,
        "unexpected '" + shown + "'",
        hintFor(at));
  }

  /** Operators of JavaScript that begin like one of ours but change something or are left out. */
  private boolean isForbidden(int at) {
    return startsWithAny(at, "++", "--", "+=", "-=", "*=", "/=", "%=", "**", "<<", ">>", "//", "/*")
        || startsWithAny(at, "&&=", "||=", "??=");
  }

  private boolean startsWithAny(int at, String... prefixes) {
    for (String prefix : prefixes) {
      if (source.startsWith(prefix, at) && at + prefix.length() <= limit) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String hintFor(int at) {
    return switch (source.charAt(at)) {
      case '=' -> "compare with === or ==; expressions cannot assign";
      case '`' -> "write strings in '…' or \"…\" and join them with +";
      case '&', '|' -> "write && and ||";
      case ';' -> "an expression is one expression, without statements";
      case '#', '@' -> "pragmas and annotations are not part of the language";
      case '+', '-', '*', '/', '%', '<', '>', '?' ->
          "expressions have no assignment, ++, --, **, bit operators or comments";
      case '$' -> "${…} cannot stand inside an expression";
      default -> null;
    };
  }

  private Token number(int start) {
    int at = start;
    if (source.startsWith("0x", at) || source.startsWith("0X", at)) {
      at += 2;
      while (at < limit && Character.digit(source.charAt(at), 16) >= 0) {
        at++;
      }
    } else {
      at = digits(at);
      if (at < limit && source.charAt(at) == '.') {
        at = digits(at + 1);
      }
      if (at < limit && (source.charAt(at) == 'e' || source.charAt(at) == 'E')) {
        at++;
        if (at < limit && (source.charAt(at) == '+' || source.charAt(at) == '-')) {
          at++;
        }
        at = digits(at);
      }
    }
    String text = source.substring(start, at);
    if (at < limit && isNamePart(source.codePointAt(at))) {
      throw malformedNumber(start);
    }
    return new Token(Kind.NUMBER, jexlNumber(text, start), start, at);
  }

  private int digits(int from) {
    int at = from;
    while (at < limit && isDigit(source.charAt(at))) {
      at++;
    }
    return at;
  }

  private static String jexlNumber(String text, int start) {
    try {
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return Long.toString(Long.parseLong(text.substring(2), 16)) + "L";
      }
      if (text.chars().allMatch(c -> isDigit((char) c)) && text.length() <= 18) {
        return Long.toString(Long.parseLong(text)) + "L";
      }
      double value = Double.parseDouble(text);
      if (Double.isInfinite(value)) {
        throw malformedNumber(start);
      }
      return Double.toString(value) + "d";
    } catch (NumberFormatException e) {
      throw malformedNumber(start);
    }
  }

  private static ExpressionException malformedNumber(int start) {
    return new ExpressionException(
        Code.SYNTAX,
        start,
        "this is not a number",
        "a name cannot start with a digit: write nodes['1st'] for such an id");
  }

  private Token string(int start, char quote) {
    StringBuilder value = new StringBuilder();
    int at = start + 1;
    while (at < limit) {
      char c = source.charAt(at);
      if (c == quote) {
        return new Token(Kind.STRING, value.toString(), start, at + 1);
      }
      if (c == '\\' && at + 1 < limit) {
        at = escape(at + 1, value);
      } else {
        value.append(c);
        at++;
      }
    }
    throw new ExpressionException(
        Code.SYNTAX, start, "the string is not closed", "add " + quote + " at its end");
  }

  private int escape(int at, StringBuilder value) {
    char c = source.charAt(at);
    if (c == 'u') {
      try {
        value.append((char) Integer.parseInt(source, at + 1, Math.min(at + 5, limit), 16));
        return at + 5;
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw new ExpressionException(
            Code.SYNTAX, at - 1, "\\u needs four hexadecimal digits", null);
      }
    }
    value.append(
        switch (c) {
          case 'n' -> '\n';
          case 't' -> '\t';
          case 'r' -> '\r';
          case 'b' -> '\b';
          case 'f' -> '\f';
          default -> c;
        });
    return at + 1;
  }

  /** Where the name that starts here ends; the start itself when none starts here. */
  static int nameEnd(String source, int start, int limit) {
    int at = start;
    while (at < limit && isNamePart(source.codePointAt(at))) {
      at += Character.charCount(source.codePointAt(at));
    }
    return at;
  }

  static boolean isNameStart(int codePoint) {
    return codePoint == '_' || codePoint == '$' || Character.isLetter(codePoint);
  }

  static boolean isNamePart(int codePoint) {
    return isNameStart(codePoint)
        || Character.isDigit(codePoint)
        || Character.getType(codePoint) == Character.NON_SPACING_MARK
        || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\u00a0';
  }
}
