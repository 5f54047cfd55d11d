package io.millrace.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a node stands; the values of {@code task_nodes.status}. */
public enum NodeStatus {
  /** Known, not yet reached. */
  @JsonProperty("pending")
  PENDING,
  /** Handed out, no worker has reported yet. */
  @JsonProperty("scheduled")
  SCHEDULED,
  /** A worker or the node itself is at it. */
  @JsonProperty("running")
  RUNNING,
  /** An attempt failed; the next one waits for its time. */
  @JsonProperty("retrying")
  RETRYING,
  /** Waits for a timer, a signal, a child or a mutex. */
  @JsonProperty("waiting")
  WAITING,
  /** Over, with an output. */
  @JsonProperty("completed")
  COMPLETED,
  /** Over, with an error. */
  @JsonProperty("failed")
  FAILED,
  /** Over without having run; counts as done for dependents. */
  @JsonProperty("skipped")
  SKIPPED,
  /** Over, its result is not wanted any more. */
  @JsonProperty("cancelled")
  CANCELLED,
  /** Over, its time ran out. */
  @JsonProperty("timeout")
  TIMEOUT;

  /** The name in messages and in MySQL: lower case. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The constant of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NodeStatus of(String code) {
    return valueOf(code.toUpperCase(java.util.Locale.ROOT));
  }

  /** Whether the node is over: its dependents need not wait for it any longer. */
  public boolean ended() {
    return switch (this) {
      case PENDING, SCHEDULED, RUNNING, RETRYING, WAITING -> false;
      case COMPLETED, FAILED, SKIPPED, CANCELLED, TIMEOUT -> true;
    };
  }
}
