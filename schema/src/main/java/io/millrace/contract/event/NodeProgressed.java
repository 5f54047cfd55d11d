package io.millrace.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import org.jspecify.annotations.Nullable;

/**
 * A worker told of its progress.
 *
 * @param nodeNo the node
 * @param attempt which attempt, from 1
 * @param progress what the executor said, or null for a mere sign of life
 */
public record NodeProgressed(NodeNo nodeNo, int attempt, @Nullable JsonNode progress)
    implements NodeEvent {

  /** Checks the fields. */
  public NodeProgressed {
    Fields.present("nodeNo", nodeNo);
    Fields.atLeast("attempt", attempt, 1);
  }
}
