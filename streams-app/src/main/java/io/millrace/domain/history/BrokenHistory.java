package io.millrace.domain.history;

/** The transitions of an instance do not form an unbroken history. */
public final class BrokenHistory extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long sequence;

  /**
   * Names the place and what is wrong.
   *
   * @param sequence of the transition that does not fit
   * @param message one sentence
   */
  public BrokenHistory(long sequence, String message) {
    super("transition " + sequence + ": " + message);
    this.sequence = sequence;
  }

  /** The sequence of the transition that does not fit. */
  public long sequence() {
    return sequence;
  }
}
