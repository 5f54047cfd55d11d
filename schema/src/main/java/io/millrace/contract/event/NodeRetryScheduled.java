package io.millrace.contract.event;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt failed and another will follow.
 *
 * @param nodeNo the node
 * @param attempt the attempt that failed, from 1
 * @param error why it failed
 * @param dueAt when the next attempt begins
 * @param engineId the worker, or null if none was involved
 * @param startedAt when the worker began, or null if it was reported before or never began
 */
public record NodeRetryScheduled(
    NodeNo nodeNo,
    int attempt,
    ErrorInfo error,
    Instant dueAt,
    @Nullable String engineId,
    @Nullable Instant startedAt)
    implements NodeEvent {

  /** Checks the fields. */
  public NodeRetryScheduled {
    Fields.present("nodeNo", nodeNo);
    Fields.present("error", error);
    Fields.present("dueAt", dueAt);
    Fields.atLeast("attempt", attempt, 1);
  }
}
