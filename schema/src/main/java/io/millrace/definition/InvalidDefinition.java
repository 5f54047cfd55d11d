package io.millrace.definition;

import io.millrace.contract.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A definition that cannot be used; names everything that is wrong with it. */
public final class InvalidDefinition extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * A definition with problems.
   *
   * @param problems at least one
   */
  InvalidDefinition(List<Problem> problems) {
    super(
        problems.stream().map(Problem::toString).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, in the order of the definition. */
  public List<Problem> problems() {
    return problems;
  }
}
