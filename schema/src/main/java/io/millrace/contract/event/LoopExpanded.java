package io.millrace.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import org.jspecify.annotations.Nullable;

/**
 * A loop knows what it runs over.
 *
 * @param nodeNo the node
 * @param total how many iterations there will be, or null if only its condition tells
 * @param items the items, or null for loops without
 */
public record LoopExpanded(NodeNo nodeNo, @Nullable Integer total, @Nullable JsonNode items)
    implements NodeEvent {

  /** Checks the fields. */
  public LoopExpanded {
    Fields.present("nodeNo", nodeNo);
  }
}
