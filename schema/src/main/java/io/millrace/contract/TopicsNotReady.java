package io.millrace.contract;

/**
 * Topics are missing, or are such that Millrace cannot work with them. The message lists all that
 * is wrong and the commands that put it right.
 */
public final class TopicsNotReady extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what to do, for people, on several lines. */
  public TopicsNotReady(String message) {
    super(message);
  }
}
