package io.millrace.relay;

import org.jspecify.annotations.Nullable;

/** Tells a failure in one sentence. */
final class Reason {

  private Reason() {}

  /** What the failure comes down to: its messages, from the outermost to the innermost. */
  static String of(Throwable failure) {
    StringBuilder reason = new StringBuilder();
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && reason.indexOf(message.strip()) < 0) {
        reason.append(reason.isEmpty() ? "" : ": ").append(message.strip());
      }
    }
    return reason.isEmpty() ? failure.getClass().getSimpleName() : reason.toString();
  }
}
