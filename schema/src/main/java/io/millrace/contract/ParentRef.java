package io.millrace.contract;

/**
 * The node of the parent instance that asked for a child.
 *
 * @param instanceId the parent
 * @param nodeNo its subprocess node
 * @param attempt the attempt of that node, from 1
 */
public record ParentRef(InstanceId instanceId, NodeNo nodeNo, int attempt) {

  /** Checks the fields. */
  public ParentRef {
    Fields.present("instanceId", instanceId);
    Fields.present("nodeNo", nodeNo);
    Fields.atLeast("attempt", attempt, 1);
  }
}
