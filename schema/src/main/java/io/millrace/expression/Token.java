package io.millrace.expression;

/**
 * One token of the source text.
 *
 * @param kind what it is
 * @param text a name, an operator, the value of a string or a number's JEXL notation
 * @param start where it starts in the source
 * @param end where the next character is
 */
record Token(Kind kind, String text, int start, int end) {

  enum Kind {
    NAME,
    NUMBER,
    STRING,
    OPERATOR,
    END
  }

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  String shown() {
    return switch (kind) {
      case END -> "the end";
      case STRING -> "a string";
      case NAME, NUMBER, OPERATOR -> "'" + text + "'";
    };
  }
}
