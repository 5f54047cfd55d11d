package io.millrace.domain.state;

import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.IntTreePMap;
import org.pcollections.TreePSet;

/**
 * What a step asks of all nodes, kept up to date node by node.
 *
 * @param byKey the node of an id in a scope
 * @param frames the runs of blocks, by container and slot
 * @param timers what falls due, earliest first
 * @param signals the nodes that wait for a signal, by its name
 * @param heldBack the nodes that wait until the instance's concurrency allows them
 * @param inUse how many nodes count against that concurrency
 * @param bytes the size of all inputs and outputs
 */
record Indexes(
    HashPMap<NodeKey, NodeNo> byKey,
    IntTreePMap<IntTreePMap<Frame>> frames,
    TreePSet<Due> timers,
    HashPMap<String, IntTreePMap<Boolean>> signals,
    IntTreePMap<Boolean> heldBack,
    int inUse,
    long bytes) {

  static final Indexes EMPTY =
      new Indexes(
          HashTreePMap.empty(),
          IntTreePMap.empty(),
          TreePSet.empty(),
          HashTreePMap.empty(),
          IntTreePMap.empty(),
          0,
          0);

  /** A node id in a scope. */
  record NodeKey(ScopeKey scope, String nodeId) {}

  /** With a node that was reached for the first time. */
  Indexes born(NodeState node, ScopeKey scope) {
    int no = node.no().value();
    FrameKey key = node.place().frame();
    return new Indexes(
        byKey.plus(new NodeKey(scope, node.nodeId()), node.no()),
        withFrame(key, frame(key).joined(no).entered(no, node.status())),
        timersWith(null, node),
        signalsWith(null, node),
        heldBackWith(node),
        inUse + (node.holdsCapacity() ? 1 : 0),
        bytes + node.bytes());
  }

  /** With a node that changed. */
  Indexes changed(NodeState old, NodeState node) {
    return new Indexes(
        byKey,
        framesWith(old, node),
        timersWith(old, node),
        signalsWith(old, node),
        old.heldBack() == node.heldBack() ? heldBack : heldBackWith(node),
        inUse + (node.holdsCapacity() ? 1 : 0) - (old.holdsCapacity() ? 1 : 0),
        bytes + node.bytes() - old.bytes());
  }

  Frame frame(FrameKey key) {
    IntTreePMap<Frame> slots = frames.get(key.container());
    Frame frame = slots == null ? null : slots.get(key.slot());
    return frame == null ? Frame.EMPTY : frame;
  }

  private IntTreePMap<IntTreePMap<Frame>> withFrame(FrameKey key, Frame frame) {
    IntTreePMap<Frame> slots = frames.get(key.container());
    return frames.plus(
        key.container(),
        (slots == null ? IntTreePMap.<Frame>empty() : slots).plus(key.slot(), frame));
  }

  private IntTreePMap<IntTreePMap<Frame>> framesWith(NodeState old, NodeState node) {
    if (old.status() == node.status() || (old.open() && node.open())) {
      return frames;
    }
    int no = node.no().value();
    FrameKey key = node.place().frame();
    return withFrame(key, frame(key).left(no, old.status()).entered(no, node.status()));
  }

  private IntTreePMap<Boolean> heldBackWith(NodeState node) {
    int no = node.no().value();
    return node.heldBack() ? heldBack.plus(no, true) : heldBack.minus(no);
  }

  private TreePSet<Due> timersWith(@Nullable NodeState old, NodeState node) {
    Instant before = old == null ? null : old.times().dueAt();
    Instant after = node.times().dueAt();
    if (Objects.equals(before, after)) {
      return timers;
    }
    int no = node.no().value();
    TreePSet<Due> rest = before == null ? timers : timers.minus(new Due(before, no));
    return after == null ? rest : rest.plus(new Due(after, no));
  }

  private HashPMap<String, IntTreePMap<Boolean>> signalsWith(
      @Nullable NodeState old, NodeState node) {
    String before = old == null ? null : awaited(old);
    String after = awaited(node);
    if (Objects.equals(before, after)) {
      return signals;
    }
    int no = node.no().value();
    HashPMap<String, IntTreePMap<Boolean>> rest = signals;
    if (before != null) {
      IntTreePMap<Boolean> left = waiting(before).minus(no);
      rest = left.isEmpty() ? rest.minus(before) : rest.plus(before, left);
    }
    return after == null ? rest : rest.plus(after, waiting(after).plus(no, true));
  }

  IntTreePMap<Boolean> waiting(String signal) {
    IntTreePMap<Boolean> nodes = signals.get(signal);
    return nodes == null ? IntTreePMap.empty() : nodes;
  }

  private static @Nullable String awaited(NodeState node) {
    boolean waits = node.status() == NodeStatus.WAITING && "signal".equals(node.place().executor());
    return waits && node.input() != null ? node.input().path("name").textValue() : null;
  }
}
