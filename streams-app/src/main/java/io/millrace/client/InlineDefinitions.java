package io.millrace.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.definition.Placement;
import io.millrace.definition.SubprocessNode;
import io.millrace.definition.SubprocessSource;
import io.millrace.definition.WorkflowDefinition;
import java.util.ArrayList;
import java.util.List;

/** The definitions that subprocesses hold inside a definition. */
final class InlineDefinitions {

  private InlineDefinitions() {}

  /** All of them, however deep, what is inside others first. */
  static List<WorkflowDefinition> in(WorkflowDefinition definition) {
    List<WorkflowDefinition> found = new ArrayList<>();
    for (Placement placement : definition.placements()) {
      if (placement.node() instanceof SubprocessNode node
          && node.source() instanceof SubprocessSource.Inline inline) {
        found.addAll(in(inline.definition()));
        found.add(inline.definition());
      }
    }
    return found;
  }

  /** The source of an inline definition with the name and version that it has from its place. */
  static JsonNode named(WorkflowDefinition inline) {
    ObjectNode source = JsonNodeFactory.instance.objectNode();
    source.put("id", inline.name());
    source.put("version", inline.version());
    inline
        .source()
        .properties()
        .forEach(
            property -> {
              if (!source.has(property.getKey())) {
                source.set(property.getKey(), property.getValue());
              }
            });
    return source;
  }
}
