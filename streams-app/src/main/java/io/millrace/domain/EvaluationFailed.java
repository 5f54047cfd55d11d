package io.millrace.domain;

import io.millrace.contract.ErrorInfo;
import io.millrace.expression.ExpressionException;

/** An expression of the definition, or what it gave, cannot be used; caught within the decision. */
final class EvaluationFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ErrorInfo error;

  private EvaluationFailed(ErrorInfo error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  /** An expression that failed; {@code place} says which, to be read before a colon. */
  static EvaluationFailed of(String place, ExpressionException cause) {
    String hint = cause.hint() == null ? "" : " (" + cause.hint() + ")";
    return new EvaluationFailed(
        ErrorInfo.permanent(
            ErrorCodes.EXPRESSION_FAILED, place + ": " + cause.getMessage() + hint));
  }

  /** A value that cannot be used; {@code place} says which, to be read before a colon. */
  static EvaluationFailed of(String place, String rule) {
    return new EvaluationFailed(
        ErrorInfo.permanent(ErrorCodes.CONFIG_INVALID, place + ": " + rule));
  }

  /** A value that the instance cannot hold. */
  static EvaluationFailed of(ErrorInfo flaw) {
    return new EvaluationFailed(flaw);
  }

  /** More iterations than allowed. */
  static EvaluationFailed tooMany(String loop, int count, int most) {
    return new EvaluationFailed(
        ErrorInfo.permanent(
            ErrorCodes.TOO_MANY_ITERATIONS,
            "Loop " + loop + " wants " + count + " iterations; at most " + most + " are allowed."));
  }

  ErrorInfo error() {
    return error;
  }
}
