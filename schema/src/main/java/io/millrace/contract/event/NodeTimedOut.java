package io.millrace.contract.event;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;

/**
 * A node's time ran out, and no attempt follows.
 *
 * @param nodeNo the node
 * @param attempt which attempt, from 1
 * @param error which time-out
 */
public record NodeTimedOut(NodeNo nodeNo, int attempt, ErrorInfo error) implements NodeEvent {

  /** Checks the fields. */
  public NodeTimedOut {
    Fields.present("nodeNo", nodeNo);
    Fields.present("error", error);
    Fields.atLeast("attempt", attempt, 1);
  }
}
