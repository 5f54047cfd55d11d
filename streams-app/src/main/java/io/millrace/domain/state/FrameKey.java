package io.millrace.domain.state;

/**
 * Names one run of a block of nodes: the whole workflow, one branch of a parallel or condition, one
 * iteration of a loop. All three are the same thing to the engine.
 *
 * @param container the number of the node around the block; 0 at top level, -1 for compensations
 * @param slot the branch's index or the iteration; 0 at top level
 */
public record FrameKey(int container, int slot) {

  /** The workflow's own nodes. */
  public static final FrameKey TOP = new FrameKey(0, 0);

  /** The compensations, which run outside of all blocks. */
  public static final FrameKey ROLLBACK = new FrameKey(-1, 0);

  /** Whether this is the workflow itself. */
  public boolean top() {
    return container == 0;
  }
}
