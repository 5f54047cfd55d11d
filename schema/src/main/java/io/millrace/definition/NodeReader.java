package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.NodeType;
import io.millrace.definition.Outline.OutlineBlock;
import io.millrace.definition.Outline.OutlineNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads nodes, from the innermost outwards. */
final class NodeReader {

  private final HeaderReader headers;
  private final Expressions everywhere;
  private final SubprocessReader subprocesses;

  NodeReader(HeaderReader headers, Expressions everywhere, SubprocessReader subprocesses) {
    this.headers = headers;
    this.everywhere = everywhere;
    this.subprocesses = subprocesses;
  }

  Block block(OutlineBlock outline) {
    List<Node> nodes = new ArrayList<>();
    for (OutlineNode node : outline.nodes) {
      Node read = node(node);
      if (read != null) {
        nodes.add(read);
      }
    }
    return new Block(outline.name, nodes);
  }

  private @Nullable Node node(OutlineNode node) {
    Expressions expressions = everywhere.inside(node.loops);
    return switch (node.type()) {
      case "task" ->
          new TaskNode(
              headers.read(node, NodeType.TASK, false, expressions),
              WorkReader.read(node.fields, expressions));
      case "condition" -> condition(node, expressions);
      case "parallel" -> parallel(node, expressions);
      case "loop" -> new LoopReader(headers, this).read(node, expressions);
      case "subprocess" ->
          subprocesses.read(
              node, headers.read(node, NodeType.SUBPROCESS, false, expressions), expressions);
      default -> null;
    };
  }

  private Node condition(OutlineNode node, Expressions expressions) {
    Fields fields = node.fields;
    var test = expressions.condition(fields, "condition");
    Block whenTrue = null;
    Block whenFalse = null;
    for (OutlineBlock branch : node.blocks) {
      Block block = block(branch);
      if (branch.name.equals("true")) {
        whenTrue = block;
      } else if (branch.name.equals("false")) {
        whenFalse = block;
      }
    }
    JsonNode byDefault = fields.get("defaultBranch");
    return new ConditionNode(
        headers.read(node, NodeType.CONDITION, true, expressions),
        test == null ? expressions.anyCondition() : test,
        whenTrue,
        whenFalse,
        byDefault == null ? null : (Boolean) byDefault.asBoolean());
  }

  private Node parallel(OutlineNode node, Expressions expressions) {
    Fields fields = node.fields;
    List<Branch> branches = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    JsonNode list = fields.get("branches");
    int place = 0;
    for (int i = 0; list != null && i < list.size(); i++) {
      if (list.get(i) instanceof ObjectNode object) {
        String pointer = Pointers.child(fields.at("branches"), i);
        Fields branch = new Fields(object, pointer, fields.problems());
        Advisories.warn(branch);
        branches.add(branch(branch, block(node.blocks.get(place++)), ids, expressions));
      }
    }
    return new ParallelNode(
        headers.read(node, NodeType.PARALLEL, false, expressions),
        branches,
        fields.whole("maxConcurrency"),
        fields.constant("joinType", JoinType.class, JoinType.ALL),
        ErrorPolicyReader.tolerance(fields));
  }

  private static Branch branch(
      Fields fields, Block block, Set<String> ids, Expressions expressions) {
    String id = fields.text("id", block.name());
    if (!ids.add(id)) {
      fields
          .problems()
          .error(
              "duplicate-id",
              fields.at("id"),
              "the branch id '" + id + "' is taken by another branch of this node",
              "the output of a parallel node has one property for each branch id");
    }
    return new Branch(
        id,
        fields.text("name", id),
        expressions.condition(fields, "condition"),
        fields.priority("priority"),
        block);
  }

  /** A duration that is zero where there is none. */
  static Duration orZero(@Nullable Duration duration) {
    return duration == null ? Duration.ZERO : duration;
  }
}
