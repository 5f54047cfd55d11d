package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a definition before anything in it is compiled: which node lies where and what it
 * depends on.
 */
final class Outline {

  /** A list of nodes that run together. */
  static final class OutlineBlock {

    final String name;
    final boolean inArrayOrder;
    final @Nullable OutlineNode owner;
    final List<OutlineNode> nodes = new ArrayList<>();

    OutlineBlock(String name, boolean inArrayOrder, @Nullable OutlineNode owner) {
      this.name = name;
      this.inArrayOrder = inArrayOrder;
      this.owner = owner;
    }
  }

  /** A node that is not yet read. */
  static final class OutlineNode {

    final String id;
    final Fields fields;
    final OutlineBlock block;
    final int depth;
    final List<String> loops;
    final List<OutlineBlock> blocks = new ArrayList<>();
    List<String> dependsOn = new ArrayList<>();

    OutlineNode(String id, Fields fields, OutlineBlock block, int depth, List<String> loops) {
      this.id = id;
      this.fields = fields;
      this.block = block;
      this.depth = depth;
      this.loops = loops;
    }

    String type() {
      return fields.text("type", "");
    }

    /** The loops around what is inside this node. */
    List<String> loopsInside() {
      if (!type().equals("loop")) {
        return loops;
      }
      List<String> inside = new ArrayList<>(loops);
      inside.add(id);
      return inside;
    }
  }

  private final Problems problems;
  private final DefinitionLimits limits;
  private final Map<String, OutlineNode> byId = new LinkedHashMap<>();
  private final OutlineBlock root = new OutlineBlock("", false, null);
  private int unnamed;

  private Outline(Problems problems, DefinitionLimits limits) {
    this.problems = problems;
    this.limits = limits;
  }

  /**
   * Outlines a workflow.
   *
   * @param depth how deep its own nodes lie: 1, or more for inline definitions
   */
  static Outline of(Fields workflow, DefinitionLimits limits, int depth) {
    Outline outline = new Outline(workflow.problems(), limits);
    outline.addAll(workflow.get("nodes"), workflow.at("nodes"), outline.root, depth, List.of());
    return outline;
  }

  OutlineBlock root() {
    return root;
  }

  /** The nodes by id; of two with the same id, the first. */
  Map<String, OutlineNode> byId() {
    return byId;
  }

  private void addAll(
      @Nullable JsonNode nodes, String pointer, OutlineBlock block, int depth, List<String> loops) {
    if (!(nodes instanceof ArrayNode list)) {
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof ObjectNode object) {
        add(new Fields(object, Pointers.child(pointer, i), problems), block, depth, loops);
      }
    }
  }

  private void add(Fields fields, OutlineBlock block, int depth, List<String> loops) {
    String id = fields.text("id");
    OutlineNode node =
        new OutlineNode(id == null ? "?" + ++unnamed : id, fields, block, depth, loops);
    block.nodes.add(node);
    OutlineNode twin = byId.putIfAbsent(node.id, node);
    if (twin != null) {
      problems.error(
          "duplicate-id",
          fields.at("id"),
          "the id '" + node.id + "' is taken by the node at " + twin.fields.pointer(),
          "ids are unique in the whole definition, in loops and branches too");
    }
    if (depth == limits.nesting() + 1) {
      problems.error(
          "nested-too-deeply",
          fields.pointer(),
          "nodes may be nested at most " + limits.nesting() + " levels deep",
          "move the inner nodes into a subprocess");
    }
    addInner(node);
  }

  private void addInner(OutlineNode node) {
    Fields fields = node.fields;
    switch (node.type()) {
      case "loop" -> addBlock(node, "body", fields.get("nodes"), fields.at("nodes"));
      case "parallel" -> {
        if (fields.get("branches") instanceof ArrayNode branches) {
          for (int i = 0; i < branches.size(); i++) {
            addBranch(node, branches.get(i), Pointers.child(fields.at("branches"), i));
          }
        }
      }
      case "condition" -> {
        Fields branches = fields.object("branches");
        for (Map.Entry<String, JsonNode> branch : branches.json().properties()) {
          addOutcome(node, branch.getValue(), branch.getKey(), branches);
        }
      }
      default -> {}
    }
  }

  private void addBranch(OutlineNode node, JsonNode branch, String pointer) {
    if (branch instanceof ObjectNode object) {
      Fields fields = new Fields(object, pointer, problems);
      addBlock(node, fields.text("id", pointer), fields.get("nodes"), fields.at("nodes"));
    }
  }

  private void addOutcome(OutlineNode node, JsonNode outcome, String name, Fields branches) {
    if (outcome instanceof ObjectNode object) {
      String pointer = Pointers.child(branches.at(name), "nodes");
      addBlock(node, name, object.get("nodes"), pointer);
    } else {
      addBlock(node, name, outcome, branches.at(name));
    }
  }

  private void addBlock(OutlineNode owner, String name, @Nullable JsonNode nodes, String pointer) {
    OutlineBlock block = new OutlineBlock(name, true, owner);
    owner.blocks.add(block);
    addAll(nodes, pointer, block, owner.depth + 1, owner.loopsInside());
  }
}
