package io.millrace.definition;

import io.millrace.contract.NodeType;
import io.millrace.expression.JsonTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node that runs another workflow as a child instance.
 *
 * @param header what all nodes have
 * @param source which workflow
 * @param inputMapping evaluates to the child's input; null when the child gets the parent's input
 * @param outputMapping evaluates to the node's output, with the child's output as {@code output};
 *     null when that is the child's output itself
 * @param waitForCompletion whether the node ends with the child; otherwise it ends as soon as the
 *     child has been asked for
 * @param fallback the workflow to run with the same input when the child has failed for good; null
 *     when there is none
 */
public record SubprocessNode(
    NodeHeader header,
    SubprocessSource source,
    @Nullable JsonTemplate inputMapping,
    @Nullable JsonTemplate outputMapping,
    boolean waitForCompletion,
    SubprocessSource.@Nullable Named fallback)
    implements Node {

  @Override
  public NodeType type() {
    return NodeType.SUBPROCESS;
  }

  @Override
  public List<Block> blocks() {
    return List.of();
  }
}
