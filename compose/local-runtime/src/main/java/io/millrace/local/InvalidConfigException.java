package io.millrace.local;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used. The message names every problem in it, one per line. */
public final class InvalidConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  /** Refuses a configuration for all of these problems, of which there is at least one. */
  public InvalidConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, in the order of the keys. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
