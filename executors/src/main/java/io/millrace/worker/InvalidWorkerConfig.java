package io.millrace.worker;

import io.millrace.contract.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** The worker's configuration is wrong; all that is wrong with it at once. */
public final class InvalidWorkerConfig extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** Names what is wrong. */
  public InvalidWorkerConfig(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the settings; the pointer is the setting's name. */
  public List<Problem> problems() {
    return problems;
  }
}
