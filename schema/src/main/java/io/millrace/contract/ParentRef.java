package io.millrace.contract;

import org.jspecify.annotations.Nullable;

/**
 * The node of the parent instance that asked for a child.
 *
 * @param instanceId the parent
 * @param nodeNo its subprocess node
 * @param attempt the attempt of that node, from 1
 * @param depth how many instances are above the child; null for 1: the parent is nobody's child
 */
public record ParentRef(
    InstanceId instanceId, NodeNo nodeNo, int attempt, @Nullable Integer depth) {

  /** Checks the fields. */
  public ParentRef {
    Fields.present("instanceId", instanceId);
    Fields.present("nodeNo", nodeNo);
    Fields.atLeast("attempt", attempt, 1);
    if (depth != null) {
      Fields.atLeast("depth", depth, 1);
    }
  }

  /** The parent of a child that a node of {@code instanceId} asks for. */
  public static ParentRef of(
      InstanceId instanceId, NodeNo nodeNo, int attempt, @Nullable ParentRef grandparent) {
    Integer depth = grandparent == null ? null : Integer.valueOf(grandparent.levels() + 1);
    return new ParentRef(instanceId, nodeNo, attempt, depth);
  }

  /** How many instances are above the child: 1 or more. */
  public int levels() {
    return depth == null ? 1 : depth;
  }
}
