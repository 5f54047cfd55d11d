package io.millrace.expression;

import org.jspecify.annotations.Nullable;

/** An expression that does not compile or that failed when it was evaluated. */
public final class ExpressionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Code code;
  private final int position;
  private final @Nullable String hint;

  /** What went wrong, as a stable code. */
  public enum Code {
    /** The text is not an expression of the language. */
    SYNTAX,
    /** A name that the language or the definition does not have. */
    UNKNOWN_NAME,
    /** A construct that other languages have and this one leaves out on purpose. */
    NOT_ALLOWED,
    /** Longer or deeper than allowed. */
    TOO_COMPLEX,
    /** A value of the wrong kind, met while evaluating. */
    TYPE,
    /** The evaluation took too many steps or too long. */
    TOO_SLOW,
    /** The result, or a text made on the way, is too large. */
    TOO_LARGE
  }

  ExpressionException(Code code, int position, String message, @Nullable String hint) {
    super(message, null, false, false);
    this.code = code;
    this.position = position;
    this.hint = hint;
  }

  ExpressionException(Code code, String message) {
    this(code, -1, message, null);
  }

  /** What went wrong. */
  public Code code() {
    return code;
  }

  /** Where in the source text, counted from 0; -1 when no single place is to blame. */
  public int position() {
    return position;
  }

  /** What to do next; null when the message says it all. */
  public @Nullable String hint() {
    return hint;
  }

  /** The message; never null. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? code.name() : message;
  }

  ExpressionException shiftedBy(int offset) {
    return position < 0
        ? this
        : new ExpressionException(code, position + offset, getMessage(), hint);
  }
}
