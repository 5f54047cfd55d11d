package io.millrace.domain.oracle;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Virtual time in milliseconds. What is due at different times runs in that order; the order of
 * what is due at the same time is drawn, because the specification leaves it open.
 */
final class Clock {

  private static final int MOST_STEPS = 200_000;

  /** How far apart what changes places may be. */
  private static final int NEARBY = 6;

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(
          Comparator.comparingLong((Alarm it) -> it.at)
              .thenComparingLong(it -> it.tie)
              .thenComparingLong(it -> it.order));
  private final SplittableRandom ties;
  private final long order;
  private long now;
  private long count;

  /**
   * A clock at 0.
   *
   * @param tieSeed how ties are broken: 0 for first come, first served; 1 for consequences before
   *     what was due anyway; 2 for last come, first served; 3 for depth first; other even numbers
   *     for about that; odd ones for any order
   */
  Clock(long tieSeed) {
    this.order = tieSeed;
    this.ties = new SplittableRandom(tieSeed);
  }

  /** Something that will happen unless it is called off. */
  static final class Alarm {

    private final long at;
    private final long tie;
    private final long order;
    private final Runnable action;
    private boolean off;

    private Alarm(long at, long tie, long order, Runnable action) {
      this.at = at;
      this.tie = tie;
      this.order = order;
      this.action = action;
    }

    void callOff() {
      off = true;
    }
  }

  long now() {
    return now;
  }

  /** Does something at a time, not before the present. */
  Alarm at(long time, Runnable action) {
    return at(time, tie(false), action);
  }

  private long tie(boolean consequence) {
    if (order == 0) {
      return 0;
    }
    if (order == 1) {
      return consequence ? -1 : 0;
    }
    if (order == 2 || order == 3) {
      return -count;
    }
    return order % 2 == 0 ? -count + ties.nextLong(NEARBY) : ties.nextLong() >> 1;
  }

  /** Whether each thing is thought through to its end before the next is looked at. */
  boolean isDepthFirst() {
    return order == 3 || (order > 3 && order % 2 == 0);
  }

  private Alarm at(long time, long tie, Runnable action) {
    count++;
    Alarm alarm = new Alarm(Math.max(time, now), tie, count, action);
    alarms.add(alarm);
    return alarm;
  }

  /** Does something at the present time, after everything else. */
  Alarm last(Runnable action) {
    return at(now, Long.MAX_VALUE, action);
  }

  Alarm in(long millis, Runnable action) {
    return at(now + millis, action);
  }

  Alarm soon(Runnable action) {
    return at(now, tie(true), action);
  }

  /** Runs until nothing is left to happen. */
  void run() {
    for (int step = 0; !alarms.isEmpty(); step++) {
      if (step > MOST_STEPS) {
        throw new IllegalStateException("the oracle does not come to an end");
      }
      Alarm next = alarms.remove();
      now = next.at;
      if (!next.off) {
        next.action.run();
      }
    }
  }
}
