package io.millrace.topology;

import io.millrace.contract.InstanceId;
import io.millrace.contract.ParentRef;

/**
 * What became of a start that a subprocess asked for, on its way to the parent's partition.
 *
 * @param parent the node that asked
 * @param childId the child; for a rejected start the id it would have had
 * @param rejected whether there is no child
 */
record ChildArrival(ParentRef parent, InstanceId childId, boolean rejected) {}
