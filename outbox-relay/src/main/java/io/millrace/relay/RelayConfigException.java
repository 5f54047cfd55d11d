package io.millrace.relay;

import java.util.List;

/** The configuration cannot be used; says everything that is wrong with it at once. */
public final class RelayConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  RelayConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence per problem. */
  public List<String> problems() {
    return problems;
  }
}
