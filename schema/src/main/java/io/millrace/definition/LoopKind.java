package io.millrace.definition;

import io.millrace.expression.Condition;
import io.millrace.expression.Expression;

/** Over what, or how long, a loop runs. */
public sealed interface LoopKind {

  /**
   * Once for each element of a list, or for each {@code {key, value}} of an object.
   *
   * @param source evaluates to the list or object when the loop begins
   * @param dynamic whether the definition calls the loop {@code dynamic}
   */
  record ForEach(Expression source, boolean dynamic) implements LoopKind {}

  /**
   * A number of times.
   *
   * @param count evaluates to a whole number, 0 or more, when the loop begins
   */
  record Times(Expression count) implements LoopKind {}

  /**
   * As long as a condition holds, which is asked before each iteration.
   *
   * @param condition sees the iteration before in {@code nodes}
   */
  record While(Condition condition) implements LoopKind {}

  /**
   * At least once, then as long as a condition holds, which is asked after each iteration.
   *
   * @param condition sees the iteration that has just ended in {@code nodes}
   */
  record DoWhile(Condition condition) implements LoopKind {}
}
