package io.millrace.local;

/**
 * A local server could not be found, started or stopped. The message is written for the person at
 * the terminal: what went wrong, and what to do next.
 */
public final class LocalRuntimeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure that explains itself. */
  public LocalRuntimeException(String message) {
    super(message);
  }

  /** A failure with the fault below it. */
  public LocalRuntimeException(String message, Throwable cause) {
    super(message, cause);
  }
}
