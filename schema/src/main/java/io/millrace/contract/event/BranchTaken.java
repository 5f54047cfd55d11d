package io.millrace.contract.event;

import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;

/**
 * A condition chose, or a parallel opened a branch.
 *
 * @param nodeNo the node
 * @param branch the branch's id
 */
public record BranchTaken(NodeNo nodeNo, String branch) implements NodeEvent {

  /** Checks the fields. */
  public BranchTaken {
    Fields.present("nodeNo", nodeNo);
    Fields.present("branch", branch);
  }
}
