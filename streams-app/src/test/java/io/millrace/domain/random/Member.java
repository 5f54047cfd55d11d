package io.millrace.domain.random;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.NodeType;
import io.millrace.contract.ParentRef;
import io.millrace.domain.oracle.Outcome;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.Place;
import java.util.List;
import java.util.TreeMap;

/**
 * One instance of a family: the instance of a case, or a child, or a child's child.
 *
 * @param prefix what the paths of its nodes start with: empty for the first, else the path of the
 *     node that asked for it
 * @param state how it stands
 */
public record Member(String prefix, InstanceState state) {

  /** The first of a family. */
  public static Member first(InstanceState state) {
    return new Member("", state);
  }

  /** A child of this one. */
  public Member child(ParentRef asked, InstanceState child) {
    NodeState node = state.nodes().get(asked.nodeNo());
    return new Member(prefix + path(state, node) + "#" + asked.attempt() + "/", child);
  }

  /**
   * How a family stands, in the oracle's words.
   *
   * @param family the first of it first
   */
  public static Outcome outcome(List<Member> family) {
    TreeMap<String, String> nodes = new TreeMap<>();
    for (Member member : family) {
      for (NodeState node : member.state.nodes().all()) {
        if (node.reached()) {
          nodes.put(member.prefix + path(member.state, node), shown(node));
        }
      }
    }
    InstanceState first = family.get(0).state;
    ErrorInfo error = first.error();
    return new Outcome(
        first.status().code(), error == null ? null : error.code(), first.output(), false, nodes);
  }

  private static String shown(NodeState node) {
    if (node.open()) {
      return "open " + node.attempt();
    }
    boolean skipped = node.status() == NodeStatus.SKIPPED;
    return skipped ? "skipped" : node.status().code() + " " + node.attempt();
  }

  /** The node's id and the iterations around it. */
  static String path(InstanceState state, NodeState node) {
    StringBuilder iterations = new StringBuilder();
    Place place = node.place();
    while (place.parent() != null) {
      NodeState parent = state.nodes().get(place.parent());
      if (parent.place().type() == NodeType.LOOP) {
        iterations.insert(0, (iterations.isEmpty() ? "" : ".")).insert(0, place.iteration());
      }
      place = parent.place();
    }
    return node.nodeId() + (iterations.isEmpty() ? "" : "@" + iterations);
  }
}
