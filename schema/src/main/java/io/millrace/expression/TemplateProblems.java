package io.millrace.expression;

/** Gets the expressions of a JSON tree that do not compile. */
@FunctionalInterface
public interface TemplateProblems {

  /** Throws the first problem, for trees that have been checked before. */
  TemplateProblems THROW =
      (pointer, problem) -> {
        throw problem;
      };

  /**
   * Takes one problem.
   *
   * @param pointer JSON pointer of the string, from the root of the tree; "" for the root itself
   * @param problem what is wrong; its position is a position in that string
   */
  void report(String pointer, ExpressionException problem);
}
