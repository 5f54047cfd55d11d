package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.definition.Block;
import io.millrace.definition.Node;
import io.millrace.definition.WorkflowDefinition.OutputParameter;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.ScopeKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What blocks and workflows give back. */
final class Outputs {

  /** The order in which nodes completed; within a millisecond the order they were reached in. */
  static final Comparator<NodeState> COMPLETION =
      Comparator.comparing(Outputs::completedAt).thenComparing(NodeState::no);

  private Outputs() {}

  private static Instant completedAt(NodeState node) {
    Instant at = node.times().completedAt();
    return at == null ? Instant.EPOCH : at;
  }

  /** The output of a run of a block: that of its last node. */
  static JsonNode ofBlock(Journal journal, FrameKey frame) {
    Block block = Blocks.block(journal, frame);
    Node last = block == null ? null : block.last();
    return last == null ? NullNode.getInstance() : of(journal, Blocks.scope(journal, frame), last);
  }

  private static JsonNode of(Journal journal, ScopeKey scope, Node node) {
    NodeState state = journal.nodes().find(scope, node.id());
    return state != null && state.status() == NodeStatus.COMPLETED && state.output() != null
        ? state.output()
        : NullNode.getInstance();
  }

  /** The output of the workflow. */
  static JsonNode ofWorkflow(Journal journal) {
    Map<String, OutputParameter> outputs = journal.definition().outputs();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    if (outputs == null) {
      for (Node sink : journal.definition().nodes().sinks()) {
        result.set(sink.id(), of(journal, ScopeKey.TOP, sink));
      }
      return result;
    }
    List<NodeState> latestFirst = List.of();
    for (OutputParameter output : outputs.values()) {
      if (output.value() != null) {
        result.set(
            output.name(),
            Evaluations.value(
                output.value(),
                new ExpressionScope(journal, ScopeKey.TOP),
                "output " + output.name()));
      } else {
        latestFirst = latestFirst.isEmpty() ? latestFirst(journal) : latestFirst;
        result.set(output.name(), property(latestFirst, output.name()));
      }
    }
    return result;
  }

  private static List<NodeState> latestFirst(Journal journal) {
    List<NodeState> nodes = new ArrayList<>();
    for (int no : journal.nodes().frame(FrameKey.TOP).members()) {
      NodeState node = journal.nodes().get(new NodeNo(no));
      if (node.status() == NodeStatus.COMPLETED) {
        nodes.add(node);
      }
    }
    nodes.sort(COMPLETION.reversed());
    return nodes;
  }

  private static JsonNode property(List<NodeState> latestFirst, String name) {
    for (NodeState node : latestFirst) {
      JsonNode value = node.output() == null ? null : node.output().get(name);
      if (value != null) {
        return value;
      }
    }
    return NullNode.getInstance();
  }
}
