package io.millrace.definition;

/** When a parallel or a loop is decided. */
public enum JoinType {
  /** When all have ended. */
  ALL,
  /** At the first success. */
  ANY,
  /** When more than half have succeeded. */
  MAJORITY;

  /**
   * How many successes decide.
   *
   * @param total how many branches or iterations there are
   */
  public int successesNeeded(int total) {
    return switch (this) {
      case ALL -> total;
      case ANY -> Math.min(1, total);
      case MAJORITY -> total == 0 ? 0 : total / 2 + 1;
    };
  }
}
