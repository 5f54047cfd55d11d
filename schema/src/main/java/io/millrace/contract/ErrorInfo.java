package io.millrace.contract;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Why something failed, in a form that people and programs can read.
 *
 * @param code stable, for programs: lower case words joined by hyphens, or what the executor gave
 * @param message for people: one or two sentences; what is longer than {@value Fields#PROSE_LENGTH}
 *     characters is cut, for a failure must not get lost over its length
 * @param retryable whether another attempt may succeed
 * @param details anything more, or null
 */
public record ErrorInfo(
    String code, String message, boolean retryable, @Nullable JsonNode details) {

  /**
   * Checks the fields.
   *
   * @throws InvalidField if the code is no proper text or the details cannot be kept
   */
  public ErrorInfo {
    Fields.text("code", code);
    message = Fields.fittingProse("message", message);
    Fields.json("details", details);
  }

  /** An error that another attempt would meet again. */
  public static ErrorInfo permanent(String code, String message) {
    return new ErrorInfo(code, message, false, null);
  }

  /** An error that another attempt may not meet. */
  public static ErrorInfo transientError(String code, String message) {
    return new ErrorInfo(code, message, true, null);
  }
}
