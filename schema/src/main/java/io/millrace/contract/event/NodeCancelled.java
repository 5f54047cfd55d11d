package io.millrace.contract.event;

import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;

/**
 * A node's result is not wanted any more.
 *
 * @param nodeNo the node
 * @param reason why
 */
public record NodeCancelled(NodeNo nodeNo, String reason) implements NodeEvent {

  /** Checks the fields. */
  public NodeCancelled {
    Fields.present("nodeNo", nodeNo);
    Fields.present("reason", reason);
  }
}
