package io.millrace.expression;

import io.millrace.expression.ExpressionException.Code;
import io.millrace.expression.Token.Kind;

/** The tokens of one expression, with the one to be read next. */
final class TokenStream {

  private final String source;
  private final int end;
  private final Lexer lexer;
  private Token token;

  TokenStream(String source, int start, int end) {
    this.source = source;
    this.end = end;
    this.lexer = new Lexer(source, end);
    this.token = lexer.next(start);
  }

  /** The token to be read next. */
  Token token() {
    return token;
  }

  void advance() {
    token = lexer.next(token.end());
  }

  void expect(String operator) {
    if (!token.is(operator)) {
      throw unexpected("'" + operator + "'");
    }
    advance();
  }

  /** Goes on at a place in the source. */
  void moveTo(int position) {
    token = lexer.next(position);
  }

  /** The token after a place in the source, without going there. */
  Token after(int position) {
    return lexer.next(position);
  }

  /**
   * Goes to the dot after a name, when one follows. What comes after the dot is not looked at: it
   * may be an id that starts with a digit, where the lexer would read a fraction.
   */
  void advanceToDot() {
    int next = lexer.skipSpace(token.end());
    if (next < end && source.charAt(next) == '.') {
      token = new Token(Kind.OPERATOR, ".", next, next + 1);
    } else {
      advance();
    }
  }

  /** Reads the id of a node after a dot; an empty one when there is none. */
  Token nodeId(Names names) {
    int start = lexer.skipSpace(token.end());
    int idEnd = names.nodeIdEnd(source, start, end);
    return new Token(Kind.NAME, source.substring(start, idEnd), start, idEnd);
  }

  String text(Token of) {
    return source.substring(of.start(), of.end());
  }

  ExpressionException unexpected(String wanted) {
    return unexpected(token, wanted);
  }

  static ExpressionException unexpected(Token at, String wanted) {
    return new ExpressionException(
        Code.SYNTAX, at.start(), "expected " + wanted + " but found " + at.shown(), null);
  }
}
