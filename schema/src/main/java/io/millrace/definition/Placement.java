package io.millrace.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a node is in its definition.
 *
 * @param node the node
 * @param block the block that it is in
 * @param container the node that the block belongs to; null at top level
 * @param loops the ids of the loops around it, from the outermost; a node is seen from another when
 *     its loops are a beginning of the other's loops, and both are in the same iteration of these
 */
public record Placement(Node node, Block block, @Nullable Node container, List<String> loops) {

  /** Copies the list. */
  public Placement {
    loops = List.copyOf(loops);
  }

  /** Whether this node can be seen from another, as long as they are in the same iterations. */
  public boolean isVisibleFrom(Placement other) {
    return loops.size() <= other.loops.size() && loops.equals(other.loops.subList(0, loops.size()));
  }
}
