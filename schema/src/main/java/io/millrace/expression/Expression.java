package io.millrace.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.expression.ExpressionException.Code;
import java.util.concurrent.CancellationException;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlScript;
import org.jspecify.annotations.Nullable;

/** A compiled expression. Immutable; any number of threads may evaluate it at once. */
public final class Expression {

  private static final int SHOWN_LENGTH = 80;

  private final ExpressionLanguage language;
  private final String source;
  private final JexlScript script;
  private final References references;

  Expression(ExpressionLanguage language, String source, JexlScript script, References references) {
    this.language = language;
    this.source = source;
    this.script = script;
    this.references = references;
  }

  /** The text that it was compiled from. */
  public String source() {
    return source;
  }

  /** What it reads. */
  public References references() {
    return references;
  }

  /**
   * Evaluates it.
   *
   * @return the value; JSON null where there is none. Trees may be shared with the scope
   * @throws ExpressionException when it fails or passes a limit
   * @throws CancellationException when the thread was interrupted, which says nothing about the
   *     expression
   */
  public JsonNode evaluate(Scope scope) {
    return evaluate(scope, Evaluation::result);
  }

  /**
   * Evaluates it and tells whether the value counts as true, as in JavaScript.
   *
   * @throws ExpressionException as in {@link #evaluate(Scope)}
   */
  public boolean isTrue(Scope scope) {
    return evaluate(scope, (evaluation, value) -> Values.truthy(value));
  }

  /** The value as a text, as it is joined with other text. */
  String evaluateText(Scope scope) {
    return evaluate(scope, Evaluation::text);
  }

  private interface Outcome<T> {
    T of(Evaluation evaluation, @Nullable Object value);
  }

  private <T> T evaluate(Scope scope, Outcome<T> outcome) {
    Evaluation evaluation = language.begin(scope);
    try {
      return outcome.of(evaluation, run(evaluation));
    } catch (ExpressionException e) {
      throw inThis(e);
    } catch (StackOverflowError e) {
      throw inThis(tooDeep());
    }
  }

  private @Nullable Object run(Evaluation evaluation) {
    try {
      return script.execute(evaluation);
    } catch (JexlException.Cancel e) {
      throw new CancellationException("interrupted while evaluating an expression");
    } catch (JexlException e) {
      throw cause(e);
    }
  }

  private static ExpressionException cause(JexlException failure) {
    Throwable at = failure;
    while (at != null) {
      if (at instanceof ExpressionException known) {
        return known;
      }
      if (at instanceof StackOverflowError || at instanceof JexlException.StackOverflow) {
        return tooDeep();
      }
      at = at.getCause();
    }
    return new ExpressionException(Code.TYPE, "the expression cannot be evaluated");
  }

  private static ExpressionException tooDeep() {
    return new ExpressionException(
        Code.TOO_LARGE, "the expression makes a value nested too deeply");
  }

  private ExpressionException inThis(ExpressionException problem) {
    String shown =
        source.length() <= SHOWN_LENGTH ? source : source.substring(0, SHOWN_LENGTH) + "…";
    return new ExpressionException(
        problem.code(),
        problem.position(),
        problem.getMessage() + " (in " + shown.strip() + ")",
        problem.hint());
  }

  @Override
  public String toString() {
    return source;
  }
}
