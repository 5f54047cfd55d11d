package io.millrace.expression;

import io.millrace.expression.ExpressionException.Code;

/**
 * Keeps expressions from being nested so deeply that reading or evaluating them overflows the
 * stack.
 */
final class Depth {

  private static final int MAX = 40;

  /** Nesting in the translated text, which has calls where the source has operators. */
  private static final int MAX_EMITTED = 2 * MAX;

  private int depth;

  void enter(Token at) {
    if (++depth > MAX) {
      throw tooDeep(at);
    }
  }

  void leave(Emitted result, Token at) {
    depth--;
    check(result, at);
  }

  static void check(Emitted result, Token at) {
    if (result.depth() > MAX_EMITTED) {
      throw tooDeep(at);
    }
  }

  private static ExpressionException tooDeep(Token at) {
    return new ExpressionException(
        Code.TOO_COMPLEX,
        at.start(),
        "the expression is nested too deeply (at most " + MAX + " levels)",
        "compute a part of it in a transform node");
  }
}
