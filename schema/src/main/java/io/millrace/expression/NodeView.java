package io.millrace.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One node as expressions see it: {@code nodes.<id>.<property>}. */
@FunctionalInterface
public interface NodeView {

  /**
   * Every property that a node can have, in the order in which {@code ${nodes.<id>}} shows them.
   */
  List<String> PROPERTIES =
      List.of("output", "status", "error", "startedAt", "completedAt", "branch", "attempts");

  /**
   * One property of the node.
   *
   * @param name one of {@link #PROPERTIES}; anything else is not asked for
   * @return its value, or null when the node has none
   */
  @Nullable JsonNode property(String name);
}
