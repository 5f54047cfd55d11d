package io.millrace.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes what a {@link Block} knows of its graph. */
final class BlockGraph {

  private BlockGraph() {}

  static Map<String, List<Node>> dependents(List<Node> nodes) {
    Map<String, List<Node>> dependents = new HashMap<>();
    for (Node node : nodes) {
      for (String id : node.header().dependsOn()) {
        dependents.computeIfAbsent(id, unused -> new ArrayList<>()).add(node);
      }
    }
    dependents.replaceAll((id, list) -> List.copyOf(list));
    return dependents;
  }

  static boolean startsAtOnce(Node node) {
    return node.header().dependsOn().isEmpty() || node.header().waitFor() == WaitFor.NONE;
  }
}
