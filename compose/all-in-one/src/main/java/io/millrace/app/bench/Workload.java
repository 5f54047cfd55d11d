package io.millrace.app.bench;

import java.util.EnumSet;
import java.util.Set;

/** What can be measured of a Millrace. */
public enum Workload {
  /** One task. */
  W1(5_000, "one task, as fast as the topic takes the starts"),
  /** Five tasks in a row. */
  W5(2_000, "five tasks in a row, as fast as the topic takes the starts"),
  /** Ten tasks side by side. */
  F10(1_000, "ten tasks in parallel and their join, as fast as the topic takes the starts"),
  /** Latency of an instance. */
  L(600, "20 W1 starts per second: how long from start event to completion event"),
  /** Latency of one hop. */
  H(3_000, "100 W5 starts per second: how long from a result to the next task"),
  /** Large loops. */
  B(100_000, "forEach loops of 100 items and more, by tens: what an item costs"),
  /** Recovery. */
  R(5_000, "kill -9 the engine with W5 instances open: how long until completions flow again"),
  /** Replay. */
  A(1_000_000, "read, check and fold transitions"),
  /** Parked instances. */
  P(1_000_000, "instances that wait for a signal: what they cost the others, and the next start");

  /** What {@code all} stands for: those that end while one waits for them. */
  public static final Set<Workload> ALL = EnumSet.complementOf(EnumSet.of(P));

  private final int instances;
  private final String what;

  Workload(int instances, String what) {
    this.instances = instances;
    this.what = what;
  }

  /** How many instances it runs unless told otherwise; items for B, transitions for A. */
  public int instances() {
    return instances;
  }

  /** What it does, for people. */
  public String what() {
    return what;
  }
}
