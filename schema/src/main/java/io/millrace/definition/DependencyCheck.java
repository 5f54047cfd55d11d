package io.millrace.definition;

import io.millrace.definition.Outline.OutlineBlock;
import io.millrace.definition.Outline.OutlineNode;
import io.millrace.expression.ClosestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Resolves what nodes depend on: array order where it counts, dependencies across blocks lifted to
 * the blocks' owners, and no cycles.
 */
final class DependencyCheck {

  private final Outline outline;
  private final Problems problems;
  private final Map<OutlineNode, Set<String>> resolved = new LinkedHashMap<>();

  private DependencyCheck(Outline outline, Problems problems) {
    this.outline = outline;
    this.problems = problems;
  }

  static void resolve(Outline outline, Problems problems) {
    DependencyCheck check = new DependencyCheck(outline, problems);
    check.collect(outline.root());
    check.resolved.forEach((node, ids) -> node.dependsOn = List.copyOf(ids));
    check.findCycles(outline.root());
  }

  private void collect(OutlineBlock block) {
    OutlineNode before = null;
    for (OutlineNode node : block.nodes) {
      Set<String> own = resolved.computeIfAbsent(node, unused -> new LinkedHashSet<>());
      if (node.fields.has("dependsOn")) {
        List<String> ids = node.fields.texts("dependsOn");
        for (int i = 0; i < ids.size(); i++) {
          depend(node, ids.get(i), Pointers.child(node.fields.at("dependsOn"), i));
        }
      } else if (block.inArrayOrder && before != null) {
        own.add(before.id);
      }
      before = node;
      node.blocks.forEach(this::collect);
    }
  }

  private void depend(OutlineNode node, String id, String pointer) {
    OutlineNode target = outline.byId().get(id);
    if (target == null) {
      String hint = ClosestName.hint(id, outline.byId().keySet());
      problems.error(
          "unknown-dependency",
          pointer,
          "'" + node.id + "' depends on '" + id + "', which is not a node of this definition",
          hint == null ? "name the id of another node" : hint);
      return;
    }
    if (target.block == node.block) {
      edge(node, target);
      return;
    }
    lift(node, target, pointer);
  }

  private void edge(OutlineNode from, OutlineNode to) {
    resolved.computeIfAbsent(from, unused -> new LinkedHashSet<>()).add(to.id);
  }

  /** Lets the nodes around both, in the innermost block that holds them, depend on each other. */
  private void lift(OutlineNode node, OutlineNode target, String pointer) {
    List<OutlineNode> around = around(node);
    for (OutlineNode outer = target; outer != null; outer = outer.block.owner) {
      for (OutlineNode inner : around) {
        if (inner.block == outer.block) {
          linkLifted(node, target, inner, outer, pointer);
          return;
        }
      }
    }
  }

  private void linkLifted(
      OutlineNode node, OutlineNode target, OutlineNode inner, OutlineNode outer, String pointer) {
    if (inner == outer && outer == target) {
      problems.error(
          "cycle",
          pointer,
          "'" + node.id + "' depends on '" + target.id + "', inside which it lies",
          "a node starts after the one around it in any case; leave this out");
    } else if (inner == outer) {
      problems.error(
          "dependency-across-branches",
          pointer,
          "'"
              + node.id
              + "' depends on '"
              + target.id
              + "', which lies in another branch of '"
              + outer.id
              + "'",
          "put both into the same branch, or the first before '" + outer.id + "'");
    } else {
      edge(inner, outer);
      problems.warning(
          "dependency-across-blocks",
          pointer,
          "'"
              + node.id
              + "' and '"
              + target.id
              + "' are not in the same list of nodes, so all of '"
              + inner.id
              + "' waits for all of '"
              + outer.id
              + "'",
          null);
    }
  }

  private static List<OutlineNode> around(OutlineNode node) {
    List<OutlineNode> chain = new ArrayList<>();
    for (OutlineNode at = node; at != null; at = at.block.owner) {
      chain.add(at);
    }
    return chain;
  }

  private void findCycles(OutlineBlock block) {
    Set<OutlineNode> done = new HashSet<>();
    for (OutlineNode node : block.nodes) {
      List<OutlineNode> cycle = cycleFrom(node, new LinkedHashSet<>(), done);
      if (cycle != null) {
        report(cycle);
        break;
      }
    }
    block.nodes.forEach(node -> node.blocks.forEach(this::findCycles));
  }

  private @Nullable List<OutlineNode> cycleFrom(
      OutlineNode node, Set<OutlineNode> path, Set<OutlineNode> done) {
    if (!path.add(node)) {
      List<OutlineNode> cycle = new ArrayList<>(path);
      return cycle.subList(cycle.indexOf(node), cycle.size());
    }
    if (!done.contains(node)) {
      for (String id : node.dependsOn) {
        OutlineNode next = Objects.requireNonNull(outline.byId().get(id));
        List<OutlineNode> cycle = cycleFrom(next, path, done);
        if (cycle != null) {
          return cycle;
        }
      }
      done.add(node);
    }
    path.remove(node);
    return null;
  }

  private void report(List<OutlineNode> cycle) {
    String path = cycle.stream().map(node -> node.id).collect(Collectors.joining(" → "));
    OutlineNode first = cycle.get(0);
    problems.error(
        "cycle",
        first.fields.at("dependsOn"),
        "nodes wait for each other: " + path + " → " + first.id,
        "remove one of these dependencies");
  }
}
