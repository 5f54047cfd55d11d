package io.millrace.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node is over with an error, and no attempt follows.
 *
 * @param nodeNo the node
 * @param attempt which attempt, from 1
 * @param error why
 * @param ignored whether the node counts as completed all the same
 * @param engineId the worker, or null if none was involved
 * @param startedAt when the worker began, or null if it was reported before or never began
 */
public record NodeFailed(
    NodeNo nodeNo,
    int attempt,
    ErrorInfo error,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ignored,
    @Nullable String engineId,
    @Nullable Instant startedAt)
    implements NodeEvent {

  /** Checks the fields. */
  public NodeFailed {
    Fields.present("nodeNo", nodeNo);
    Fields.present("error", error);
    Fields.atLeast("attempt", attempt, 1);
  }
}
