package io.millrace.topology;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Transition;
import java.time.Instant;

/**
 * What an instance says about a mutex, on its way to the partition where all of that key meet.
 *
 * @param instanceId who says it
 * @param what what it says
 * @param priority its priority, 0 to 100, higher first; 0 where it does not matter
 * @param at when
 * @param answersGrant whether it answers that the mutex was granted
 */
record MutexNews(InstanceId instanceId, What what, int priority, Instant at, boolean answersGrant) {

  private static final String GRANTED = "mutex.granted";

  /** What an instance can say. */
  enum What {
    /** It wants the mutex and waits for it. */
    WAITS,
    /** It wants the mutex now or not at all. */
    WANTS_NOW,
    /** It has another priority than when it began to wait. */
    MOVES,
    /** It has the mutex. */
    HAS,
    /** It does not want or need the mutex any more. */
    LEAVES
  }

  static MutexNews of(Transition transition, What what, int priority) {
    return new MutexNews(
        transition.instanceId(),
        what,
        priority,
        transition.at(),
        transition.cause().type().equals(GRANTED));
  }
}
