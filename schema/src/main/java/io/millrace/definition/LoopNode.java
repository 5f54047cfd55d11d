package io.millrace.definition;

import io.millrace.contract.NodeType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node that runs its body again and again.
 *
 * @param header what all nodes have
 * @param kind over what or how long
 * @param body what one iteration runs
 * @param parallel whether iterations run side by side
 * @param maxConcurrency how many iterations may run at once when parallel; null for no limit of the
 *     loop's own
 * @param batchSize when parallel, the iterations run in batches of this size, each after the one
 *     before it has ended; null for no batches
 * @param maxIterations more than these fail the node; null for the engine's limit
 * @param iterationDelay the pause after an iteration, or after a batch, before the next begins
 * @param join when it is decided
 * @param tolerance what a failed iteration means
 */
public record LoopNode(
    NodeHeader header,
    LoopKind kind,
    Block body,
    boolean parallel,
    @Nullable Integer maxConcurrency,
    @Nullable Integer batchSize,
    @Nullable Integer maxIterations,
    Duration iterationDelay,
    JoinType join,
    FailureTolerance tolerance)
    implements Node {

  @Override
  public NodeType type() {
    return NodeType.LOOP;
  }

  @Override
  public List<Block> blocks() {
    return List.of(body);
  }

  /** Whether its nodes exist because of data known only at run time. */
  public boolean isDynamic() {
    return kind instanceof LoopKind.ForEach forEach && forEach.dynamic();
  }
}
