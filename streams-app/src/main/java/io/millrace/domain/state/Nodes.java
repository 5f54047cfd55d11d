package io.millrace.domain.state;

import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.ConsPStack;
import org.pcollections.IntTreePMap;
import org.pcollections.PStack;

/**
 * The nodes that an instance has reached, and every index over them that a step needs. Immutable;
 * {@link #with} costs the logarithm of their number. The indexes follow from the nodes alone, so
 * two of these are equal if their nodes are.
 */
public final class Nodes {

  /** No node was reached. */
  public static final Nodes EMPTY =
      new Nodes(IntTreePMap.empty(), Indexes.EMPTY, ConsPStack.empty());

  private final IntTreePMap<NodeState> all;
  private final Indexes indexes;
  private final PStack<NodeNo> touched;

  private Nodes(IntTreePMap<NodeState> all, Indexes indexes, PStack<NodeNo> touched) {
    this.all = all;
    this.indexes = indexes;
    this.touched = touched;
  }

  /** The nodes as they were kept somewhere, in any order; none of them counts as touched. */
  public static Nodes of(Collection<NodeState> nodes) {
    List<NodeState> ordered = new ArrayList<>(nodes);
    ordered.sort((a, b) -> a.no().compareTo(b.no()));
    Nodes result = EMPTY;
    for (NodeState node : ordered) {
      result = result.with(node);
    }
    return result.untouched();
  }

  /** With a node, new or changed. */
  Nodes with(NodeState node) {
    int no = node.no().value();
    NodeState old = all.get(no);
    Indexes next = old == null ? indexes.born(node, scopeOf(node)) : indexes.changed(old, node);
    boolean again = !touched.isEmpty() && touched.get(0).equals(node.no());
    return new Nodes(all.plus(no, node), next, again ? touched : touched.plus(node.no()));
  }

  /** The same nodes, all of them written. */
  Nodes untouched() {
    return touched.isEmpty() ? this : new Nodes(all, indexes, ConsPStack.empty());
  }

  /** The nodes that changed since the last transition was sealed: the rows to write. */
  public SortedSet<NodeNo> touched() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(touched));
  }

  /** How many nodes were ever reached. */
  public int size() {
    return all.size();
  }

  /** The number of the next node. */
  public NodeNo nextNo() {
    return new NodeNo(all.size() + 1);
  }

  /** All nodes by number. */
  public Collection<NodeState> all() {
    return all.values();
  }

  /** A node, or null if there is none of that number. */
  public @Nullable NodeState find(NodeNo no) {
    return all.get(no.value());
  }

  /**
   * A node that must be there.
   *
   * @throws UnfitEvent if it is not
   */
  public NodeState get(NodeNo no) {
    NodeState node = all.get(no.value());
    if (node == null) {
      throw new UnfitEvent("there is no node " + no);
    }
    return node;
  }

  /** The node of an id in a scope, or null if it was never reached there. */
  public @Nullable NodeState find(ScopeKey scope, String nodeId) {
    NodeNo no = indexes.byKey().get(new Indexes.NodeKey(scope, nodeId));
    return no == null ? null : all.get(no.value());
  }

  /** A run of a block; an empty one if none of its nodes was reached. */
  public Frame frame(FrameKey key) {
    return indexes.frame(key);
  }

  /** The runs of blocks in a container by branch or iteration. */
  public IntTreePMap<Frame> framesOf(NodeNo container) {
    IntTreePMap<Frame> slots = indexes.frames().get(container.value());
    return slots == null ? IntTreePMap.empty() : slots;
  }

  /** The scope in which a node's own id is found. */
  public ScopeKey scopeOf(NodeState node) {
    NodeNo parent = node.place().parent();
    Integer iteration = node.place().iteration();
    while (parent != null && iteration != null) {
      NodeState container = get(parent);
      if (container.place().type() == NodeType.LOOP) {
        return new ScopeKey(parent.value(), iteration);
      }
      parent = container.place().parent();
    }
    return ScopeKey.TOP;
  }

  /**
   * The scope around a loop's iteration, for names that are not found in it; null around the top.
   */
  public @Nullable ScopeKey around(ScopeKey scope) {
    return scope.loop() == 0 ? null : scopeOf(get(new NodeNo(scope.loop())));
  }

  /** The first node that waits for a signal, or null. */
  public @Nullable NodeNo waitingFor(String signal) {
    IntTreePMap<Boolean> waiting = indexes.waiting(signal);
    return waiting.isEmpty() ? null : new NodeNo(waiting.keySet().iterator().next());
  }

  /** The earliest timer, or null. */
  public @Nullable Instant nextDue() {
    return indexes.timers().isEmpty() ? null : indexes.timers().first().at();
  }

  /** The nodes whose timer falls due not later than {@code now}, earliest first. */
  public List<NodeNo> due(Instant now, int atMost) {
    List<NodeNo> due = new ArrayList<>();
    for (Due timer : indexes.timers()) {
      if (timer.at().isAfter(now) || due.size() == atMost) {
        break;
      }
      due.add(new NodeNo(timer.node()));
    }
    return due;
  }

  /** How many nodes count against the instance's concurrency. */
  public int inUse() {
    return indexes.inUse();
  }

  /** The first node that waits until the instance's concurrency allows it, or null. */
  public @Nullable NodeNo heldBack() {
    IntTreePMap<Boolean> waiting = indexes.heldBack();
    return waiting.isEmpty() ? null : new NodeNo(waiting.keySet().iterator().next());
  }

  /** The size of all inputs and outputs as JSON text. */
  public long bytes() {
    return indexes.bytes();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Nodes nodes && all.equals(nodes.all);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  @Override
  public String toString() {
    return all.values().toString();
  }
}
