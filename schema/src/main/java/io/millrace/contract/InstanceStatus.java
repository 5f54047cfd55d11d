package io.millrace.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an instance stands; the values of {@code workflow_instances.status}. */
public enum InstanceStatus {
  /** Created, waiting for its time or its mutex. */
  @JsonProperty("pending")
  PENDING,
  /** Nodes run. */
  @JsonProperty("running")
  RUNNING,
  /** Held by an operator: results are taken, nothing new starts. */
  @JsonProperty("paused")
  PAUSED,
  /** Over, with an output. */
  @JsonProperty("completed")
  COMPLETED,
  /** Over, with an error. */
  @JsonProperty("failed")
  FAILED,
  /** Over, ended by an operator or a parent. */
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
  public static InstanceStatus of(String code) {
    return valueOf(code.toUpperCase(java.util.Locale.ROOT));
  }

  /** Whether nothing more happens unless an operator asks for it. */
  public boolean ended() {
    return switch (this) {
      case PENDING, RUNNING, PAUSED -> false;
      case COMPLETED, FAILED, CANCELLED, TIMEOUT -> true;
    };
  }
}
