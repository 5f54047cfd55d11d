package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.expression.Condition;
import io.millrace.expression.Expression;
import io.millrace.expression.ExpressionException;
import io.millrace.expression.JsonTemplate;
import io.millrace.expression.Scope;
import io.millrace.expression.Template;

/** Evaluates what a definition holds; what fails says where. */
final class Evaluations {

  private Evaluations() {}

  static boolean test(Condition condition, Scope scope, String place) {
    try {
      return condition.test(scope);
    } catch (ExpressionException e) {
      throw EvaluationFailed.of(place, e);
    }
  }

  static JsonNode value(Expression expression, Scope scope, String place) {
    try {
      return expression.evaluate(scope);
    } catch (ExpressionException e) {
      throw EvaluationFailed.of(place, e);
    }
  }

  static JsonNode value(Template template, Scope scope, String place) {
    try {
      return template.evaluate(scope);
    } catch (ExpressionException e) {
      throw EvaluationFailed.of(place, e);
    }
  }

  static JsonNode value(JsonTemplate template, Scope scope, String place) {
    return resolve(template, scope, place).value();
  }

  static JsonTemplate.Resolved resolve(JsonTemplate template, Scope scope, String place) {
    try {
      return template.resolve(scope);
    } catch (ExpressionException e) {
      throw EvaluationFailed.of(place, e);
    }
  }

  /** The value, unless the instance cannot hold it as an input. */
  static JsonNode fitting(JsonNode value, Journal journal, String place) {
    ErrorInfo flaw = Fitness.flaw(journal, place, ErrorCodes.INPUT_TOO_LARGE, value);
    if (flaw != null) {
      throw EvaluationFailed.of(flaw);
    }
    return value;
  }
}
