package io.millrace.domain.state;

import io.millrace.contract.message.Transition;

/**
 * How far an instance's history has come. Advanced by whoever seals the transition, not by events.
 *
 * @param sequence of the last transition; 0 before the first
 * @param hash of the last transition, 64 hexadecimal digits; zeros before the first
 */
public record Position(long sequence, String hash) {

  /** Before the first transition. */
  public static final Position START = new Position(0, Transition.NO_HASH);
}
