package io.millrace.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that run together: the whole workflow, one branch, or the body of a loop. All questions
 * about its graph are answered without searching.
 */
public final class Block {

  private final String name;
  private final List<Node> nodes;
  private final Map<String, Node> byId;
  private final Map<String, List<Node>> dependents;
  private final List<Node> roots;
  private final List<Node> sinks;

  /**
   * A block of nodes whose dependencies are all in it and have no cycle.
   *
   * @param name the branch's id, {@code true} or {@code false}, {@code body}, or "" for the
   *     workflow
   * @param nodes in the order of the definition
   */
  Block(String name, List<Node> nodes) {
    this.name = name;
    this.nodes = List.copyOf(nodes);
    this.byId = new LinkedHashMap<>();
    this.nodes.forEach(node -> byId.put(node.id(), node));
    this.dependents = BlockGraph.dependents(this.nodes);
    this.roots = this.nodes.stream().filter(BlockGraph::startsAtOnce).toList();
    this.sinks = this.nodes.stream().filter(node -> dependents(node.id()).isEmpty()).toList();
  }

  /** The branch's id, {@code true} or {@code false}, {@code body}, or "" for the whole workflow. */
  public String name() {
    return name;
  }

  /** Its nodes in the order of the definition. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The node with an id; null when it is not in this block itself. */
  public @Nullable Node node(String id) {
    return byId.get(id);
  }

  /** The nodes that may start at once. */
  public List<Node> roots() {
    return roots;
  }

  /** The nodes on which nothing in the block depends. */
  public List<Node> sinks() {
    return sinks;
  }

  /** The nodes of the block that depend on a node, in the order of the definition. */
  public List<Node> dependents(String id) {
    return dependents.getOrDefault(id, List.of());
  }

  /** The node whose output is the output of the block: its last; null when the block is empty. */
  public @Nullable Node last() {
    return nodes.isEmpty() ? null : nodes.get(nodes.size() - 1);
  }

  @Override
  public String toString() {
    return name + nodes.stream().map(Node::id).toList();
  }
}
