package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.definition.Node;
import io.millrace.definition.WorkflowDefinition.OutputParameter;
import java.util.Collection;
import java.util.Map;

/** What an instance gives back. */
final class Outputs {

  private Outputs() {}

  static JsonNode of(InstanceRun run, Frame top, Collection<NodeRun> completions) {
    ObjectNode result = InstanceRun.object();
    Map<String, OutputParameter> outputs = run.definition.outputs();
    if (outputs == null) {
      for (Node sink : run.definition.nodes().sinks()) {
        NodeRun node = top.node(sink.id());
        result.set(sink.id(), node == null ? NullNode.getInstance() : node.output());
      }
      return result;
    }
    outputs.forEach(
        (name, output) -> {
          if (output.value() == null) {
            result.set(name, latest(name, top, completions));
          } else {
            result.set(name, output.value().evaluate(run.sight().scope()));
          }
        });
    return result;
  }

  private static JsonNode latest(String name, Frame top, Collection<NodeRun> completions) {
    JsonNode found = NullNode.getInstance();
    for (NodeRun node : completions) {
      if (top.node(node.id()) == node && node.output().has(name)) {
        found = node.output().get(name);
      }
    }
    return found;
  }
}
