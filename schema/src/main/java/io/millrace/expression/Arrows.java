package io.millrace.expression;

import io.millrace.expression.ExpressionException.Code;
import io.millrace.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognises arrow functions, and refuses them where they may not stand. */
final class Arrows {

  private Arrows() {}

  /** The names in {@code (a, b) =>}, when that is what follows a parenthesis; null otherwise. */
  static @Nullable List<String> parameters(TokenStream tokens, int from) {
    List<String> list = new ArrayList<>();
    Token at = tokens.after(from);
    while (at.kind() == Kind.NAME) {
      list.add(at.text());
      at = tokens.after(at.end());
      if (at.is(",")) {
        at = tokens.after(at.end());
      }
    }
    boolean arrow = at.is(")") && tokens.after(at.end()).is("=>");
    return arrow ? list : null;
  }

  static void refuse(TokenStream tokens, Token open) {
    if (parameters(tokens, open.end()) != null) {
      throw misplaced(open);
    }
  }

  static ExpressionException misplaced(Token at) {
    return new ExpressionException(
        Code.NOT_ALLOWED,
        at.start(),
        "an arrow function can only be the argument of a list method",
        "such as input.items.every(item => item.ok)");
  }

  static void refuseBlock(Token body) {
    if (body.is("{")) {
      throw new ExpressionException(
          Code.NOT_ALLOWED,
          body.start(),
          "the body of an arrow function is one expression, not a block",
          "for an object write x => ({a: x})");
    }
  }
}
