package io.millrace.definition;

import io.millrace.contract.NodeType;
import io.millrace.expression.Condition;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node that runs one of two branches.
 *
 * @param header what all nodes have; its condition is always null
 * @param test tells which branch
 * @param whenTrue the branch {@code true}; null when there is none, then nothing runs
 * @param whenFalse the branch {@code false}; null when there is none
 * @param defaultBranch the branch taken when the test fails; null when the node fails then
 */
public record ConditionNode(
    NodeHeader header,
    Condition test,
    @Nullable Block whenTrue,
    @Nullable Block whenFalse,
    @Nullable Boolean defaultBranch)
    implements Node {

  /** The branch of an outcome; null when there is none, then nothing runs. */
  public @Nullable Block branch(boolean outcome) {
    return outcome ? whenTrue : whenFalse;
  }

  @Override
  public NodeType type() {
    return NodeType.CONDITION;
  }

  @Override
  public List<Block> blocks() {
    return Stream.of(whenTrue, whenFalse).<Block>mapMulti(ConditionNode::ifPresent).toList();
  }

  private static void ifPresent(@Nullable Block block, Consumer<Block> next) {
    if (block != null) {
      next.accept(block);
    }
  }
}
