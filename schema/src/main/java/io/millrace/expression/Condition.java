package io.millrace.expression;

/** A compiled condition. Immutable; any number of threads may evaluate it at once. */
public final class Condition {

  private final Expression expression;

  Condition(Expression expression) {
    this.expression = expression;
  }

  /**
   * Whether the condition holds; null, false, 0, NaN and "" do not.
   *
   * @throws ExpressionException when it fails or passes a limit
   */
  public boolean test(Scope scope) {
    return expression.isTrue(scope);
  }

  /** The expression, for its source and what it reads. */
  public Expression expression() {
    return expression;
  }

  @Override
  public String toString() {
    return expression.source();
  }
}
