package io.millrace.intake;

import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.domain.state.InstanceState;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a batch made of one instance, whatever steps led there: each of its rows is written once.
 *
 * @param before as MySQL has it, or null if it is new
 * @param after as MySQL shall have it
 * @param touched the nodes whose rows are new or changed
 */
public record InstanceChange(
    @Nullable InstanceState before, InstanceState after, SortedSet<NodeNo> touched) {

  /** The instance. */
  public InstanceId id() {
    return after.id();
  }

  /** Whether the instance has no rows yet. */
  public boolean isNew() {
    return before == null;
  }

  /** Whether a node has no row yet; nodes are numbered without gaps. */
  public boolean isNew(NodeNo node) {
    return before == null || node.value() > before.nodes().size();
  }
}
