package io.millrace.topology;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.message.Transition;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An open instance as the topologies see it: enough for a dashboard, without a query to MySQL.
 *
 * @param workflow the workflow's name
 * @param version its version
 * @param status where it stands
 * @param businessKey what the run is about, or null
 * @param completedNodes how many nodes have completed or were skipped
 * @param failedNodes how many nodes have failed for good
 * @param openNodes what is under way, by node number; in the store, the first few nodes only
 * @param many whether more nodes are or were under way than those
 * @param startedAt when it began to run, or null if it has not
 * @param updatedAt when the last transition was decided
 * @param sequence the last transition's
 */
public record InstanceView(
    String workflow,
    @Nullable String version,
    InstanceStatus status,
    @Nullable String businessKey,
    int completedNodes,
    int failedNodes,
    Map<Integer, OpenNode> openNodes,
    boolean many,
    @Nullable Instant startedAt,
    Instant updatedAt,
    long sequence) {

  /**
   * A node under way.
   *
   * @param nodeId its id in the definition
   * @param executor who runs it, or null if it needs none
   * @param attempt which attempt, from 1
   * @param since when the attempt was handed out
   */
  public record OpenNode(String nodeId, @Nullable String executor, int attempt, Instant since) {}

  /** Copies the map. */
  public InstanceView {
    openNodes = Map.copyOf(openNodes);
  }

  /** The same with all nodes that are under way. */
  InstanceView with(Map<Integer, OpenNode> all) {
    return new InstanceView(
        workflow,
        version,
        status,
        businessKey,
        completedNodes,
        failedNodes,
        all,
        many,
        startedAt,
        updatedAt,
        sequence);
  }

  /** An instance that nothing has been heard of before this transition. */
  static InstanceView before(Transition transition) {
    return new InstanceView(
        transition.instance().workflow(),
        transition.instance().version(),
        InstanceStatus.PENDING,
        transition.instance().businessKey(),
        0,
        0,
        Map.of(),
        false,
        null,
        transition.at(),
        transition.sequence() - 1);
  }
}
