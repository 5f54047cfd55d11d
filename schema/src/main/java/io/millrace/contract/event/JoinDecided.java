package io.millrace.contract.event;

import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;

/**
 * A parallel or loop need not wait for the rest.
 *
 * @param nodeNo the node
 * @param success how it was decided
 * @param succeeded branches or iterations that succeeded
 * @param failed that failed
 */
public record JoinDecided(NodeNo nodeNo, boolean success, int succeeded, int failed)
    implements NodeEvent {

  /** Checks the fields. */
  public JoinDecided {
    Fields.present("nodeNo", nodeNo);
  }
}
