package io.millrace.contract.event;

import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A worker, or the node itself, is at it.
 *
 * @param nodeNo the node
 * @param attempt which attempt, from 1
 * @param claimId the worker's claim, or null if none was involved
 * @param engineId the worker, or null if none was involved
 * @param startedAt when the worker began, or null if it was reported before or never began
 */
public record NodeStarted(
    NodeNo nodeNo,
    int attempt,
    @Nullable String claimId,
    @Nullable String engineId,
    @Nullable Instant startedAt)
    implements NodeEvent {

  /** Checks the fields. */
  public NodeStarted {
    Fields.present("nodeNo", nodeNo);
    Fields.atLeast("attempt", attempt, 1);
  }
}
