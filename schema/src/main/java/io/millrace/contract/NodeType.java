package io.millrace.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kinds of node; the values of {@code task_nodes.node_type}. */
public enum NodeType {
  /** Runs an executor. */
  @JsonProperty("task")
  TASK,
  /** Runs its body for items or while a condition holds. */
  @JsonProperty("loop")
  LOOP,
  /** Runs branches side by side. */
  @JsonProperty("parallel")
  PARALLEL,
  /** Runs one of two branches. */
  @JsonProperty("condition")
  CONDITION,
  /** Runs another workflow. */
  @JsonProperty("subprocess")
  SUBPROCESS;

  /** The name in messages and in MySQL: lower case. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The constant of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NodeType of(String code) {
    return valueOf(code.toUpperCase(java.util.Locale.ROOT));
  }
}
