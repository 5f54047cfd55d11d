package io.millrace.contract.event;

import io.millrace.contract.NodeNo;

/** Something that happened to one node of an instance. */
public sealed interface NodeEvent extends Event
    permits NodeScheduled,
        NodeStarted,
        NodeProgressed,
        NodeCompleted,
        NodeFailed,
        NodeRetryScheduled,
        NodeTimedOut,
        NodeSkipped,
        NodeCancelled,
        NodeWaiting,
        LoopExpanded,
        BranchTaken,
        JoinDecided,
        ChildRequested,
        ChildFinished {

  /** The node. */
  NodeNo nodeNo();
}
