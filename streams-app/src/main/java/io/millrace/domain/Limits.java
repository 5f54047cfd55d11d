package io.millrace.domain;

/**
 * What one instance may cost. What goes beyond fails the node or refuses the start that wants it,
 * and disturbs nothing else.
 *
 * @param nodeBytes the largest input or output of a node, and input of a workflow, as JSON text
 * @param stateBytes the largest sum of all inputs and outputs of an instance's nodes
 * @param iterations the most iterations of a loop
 * @param keptSignals the most signals that wait for their nodes
 * @param batch the most nodes that one decision schedules, or timers it fires; the rest follows at
 *     once in further decisions
 * @param nesting the most instances above a child: what a workflow that starts itself comes to
 */
public record Limits(
    int nodeBytes, long stateBytes, int iterations, int keptSignals, int batch, int nesting) {

  private static final long MOST_DECISION_BYTES = 12L << 20;

  /** 1 MiB, 16 MiB, 100,000 iterations, 1,000 signals, 256 nodes, 10 levels. */
  public static final Limits DEFAULTS = new Limits(1 << 20, 16L << 20, 100_000, 1_000, 256, 10);

  /**
   * The most that the values in one decision may have, as JSON text: a transition is one row of at
   * most 16 MiB.
   */
  public long decisionBytes() {
    return Math.min(MOST_DECISION_BYTES, stateBytes);
  }

  /** Refuses limits that would refuse everything. */
  public Limits {
    if (nodeBytes < 1
        || stateBytes < 1
        || iterations < 1
        || keptSignals < 0
        || batch < 1
        || nesting < 0) {
      throw new IllegalArgumentException("every limit of the engine must be at least 1");
    }
  }
}
