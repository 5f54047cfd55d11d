package io.millrace.domain.state;

/**
 * An event does not fit the state that it is applied to: the history is broken, or there is a bug.
 * Never skipped.
 */
public final class UnfitEvent extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what does not fit. */
  public UnfitEvent(String message) {
    super(message);
  }

  /** What does not fit; never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
