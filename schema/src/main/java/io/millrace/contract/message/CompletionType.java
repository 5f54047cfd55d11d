package io.millrace.contract.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** How an instance ended, as the world is told. */
public enum CompletionType {
  /** With an output. */
  COMPLETED("workflow.completed"),
  /** With an error. */
  FAILED("workflow.failed"),
  /** By an operator or a parent. */
  CANCELLED("workflow.cancelled"),
  /** Its time ran out. */
  TIMED_OUT("workflow.timed-out"),
  /** It never began. */
  START_REJECTED("workflow.start-rejected");

  private final String code;

  CompletionType(String code) {
    this.code = code;
  }

  /** The name in messages. */
  @JsonValue
  public String code() {
    return code;
  }

  /**
   * The constant of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static CompletionType of(String code) {
    return Arrays.stream(values())
        .filter(type -> type.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no completion type is called " + code));
  }
}
