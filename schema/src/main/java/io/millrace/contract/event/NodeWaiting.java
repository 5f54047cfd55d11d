package io.millrace.contract.event;

import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node waits for something that no worker does.
 *
 * @param nodeNo the node
 * @param waitingFor timer, signal or child; iteration or branch for a group that goes on later;
 *     capacity, circuit or step for a task that is kept back
 * @param name the signal's name, or null
 * @param dueAt when the wait is over, or null
 */
public record NodeWaiting(
    NodeNo nodeNo, String waitingFor, @Nullable String name, @Nullable Instant dueAt)
    implements NodeEvent {

  /** Checks the fields. */
  public NodeWaiting {
    Fields.present("nodeNo", nodeNo);
    Fields.present("waitingFor", waitingFor);
  }
}
