package io.millrace.expression;

import java.util.function.Consumer;
import org.apache.commons.jexl3.JexlCache;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlOperator;
import org.apache.commons.jexl3.introspection.JexlMethod;
import org.jspecify.annotations.Nullable;

/** Operators mean what {@link JsArithmetic} says; nothing else is asked. */
final class NoOverloads implements JexlOperator.Uberspect {

  @Override
  public @Nullable JexlMethod getOperator(JexlOperator operator, @Nullable Object... arguments) {
    return null;
  }

  @Override
  public boolean overloads(JexlOperator operator) {
    return false;
  }

  @Override
  public Object tryOverload(
      JexlCache.Reference reference, JexlOperator operator, @Nullable Object... arguments) {
    return JexlEngine.TRY_FAILED;
  }

  @Override
  public Object tryAssignOverload(
      JexlCache.Reference reference,
      JexlOperator operator,
      Consumer<Object> assign,
      @Nullable Object... arguments) {
    throw unsupported(operator.getOperatorSymbol());
  }

  @Override
  public Object size(JexlCache.Reference reference, Object object) {
    throw unsupported("size");
  }

  @Override
  public Object empty(JexlCache.Reference reference, Object object) {
    throw unsupported("empty");
  }

  @Override
  public boolean contains(
      JexlCache.Reference reference, JexlOperator operator, Object left, Object right) {
    throw unsupported(operator.getOperatorSymbol());
  }

  @Override
  public boolean startsWith(
      JexlCache.Reference reference, JexlOperator operator, Object left, Object right) {
    throw unsupported(operator.getOperatorSymbol());
  }

  @Override
  public boolean endsWith(
      JexlCache.Reference reference, JexlOperator operator, Object left, Object right) {
    throw unsupported(operator.getOperatorSymbol());
  }

  private static UnsupportedOperationException unsupported(String operator) {
    return new UnsupportedOperationException(operator + " is not an operator of the language");
  }
}
