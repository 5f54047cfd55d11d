package io.millrace.contract.event;

import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;

/**
 * A child instance has ended.
 *
 * @param nodeNo the node
 * @param childId the child
 * @param status how it ended
 */
public record ChildFinished(NodeNo nodeNo, InstanceId childId, InstanceStatus status)
    implements NodeEvent {

  /** Checks the fields. */
  public ChildFinished {
    Fields.present("nodeNo", nodeNo);
    Fields.present("childId", childId);
    Fields.present("status", status);
  }
}
