package io.millrace.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node is done.
 *
 * @param nodeNo the node
 * @param attempt which attempt, from 1
 * @param output its output
 * @param engineId the worker, or null if none was involved
 * @param startedAt when the worker began, or null if it was reported before or never began
 */
public record NodeCompleted(
    NodeNo nodeNo,
    int attempt,
    JsonNode output,
    @Nullable String engineId,
    @Nullable Instant startedAt)
    implements NodeEvent {

  /** Checks the fields. */
  public NodeCompleted {
    Fields.present("nodeNo", nodeNo);
    output = output == null ? NullNode.getInstance() : output;
    Fields.atLeast("attempt", attempt, 1);
  }
}
