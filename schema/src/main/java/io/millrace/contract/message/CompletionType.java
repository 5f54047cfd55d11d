package io.millrace.contract.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an instance ended, as the world is told. */
public enum CompletionType {
  /** With an output. */
  @JsonProperty("workflow.completed")
  COMPLETED("workflow.completed"),
  /** With an error. */
  @JsonProperty("workflow.failed")
  FAILED("workflow.failed"),
  /** By an operator or a parent. */
  @JsonProperty("workflow.cancelled")
  CANCELLED("workflow.cancelled"),
  /** Its time ran out. */
  @JsonProperty("workflow.timed-out")
  TIMED_OUT("workflow.timed-out"),
  /** It never began. */
  @JsonProperty("workflow.start-rejected")
  START_REJECTED("workflow.start-rejected");

  private final String code;

  CompletionType(String code) {
    this.code = code;
  }

  /** The name in messages. */
  public String code() {
    return code;
  }
}
