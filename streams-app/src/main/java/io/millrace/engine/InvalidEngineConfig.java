package io.millrace.engine;

import io.millrace.contract.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Settings are missing or wrong; the message has one line per problem. */
public final class InvalidEngineConfig extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidEngineConfig(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong; the pointer of each is the setting's name. */
  public List<Problem> problems() {
    return problems;
  }
}
