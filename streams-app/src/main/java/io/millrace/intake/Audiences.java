package io.millrace.intake;

import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeType;
import io.millrace.contract.event.ChildFinished;
import io.millrace.contract.event.ChildRequested;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceCancelled;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceCreated;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.InstanceTimedOut;
import io.millrace.contract.event.MutexAcquired;
import io.millrace.contract.event.MutexQueued;
import io.millrace.contract.event.MutexReleased;
import io.millrace.contract.event.NodeEvent;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.event.PriorityChanged;
import io.millrace.contract.message.Audience;
import io.millrace.contract.message.Start;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Who acts on a decision. */
final class Audiences {

  private Audiences() {}

  /** Of an instance as it is after those events. */
  static Set<Audience> of(InstanceState decided, List<Event> events) {
    EnumSet<Audience> audience = EnumSet.noneOf(Audience.class);
    boolean child = decided.header().parent() != null;
    for (Event event : events) {
      switch (event) {
        case NodeScheduled node when node.executor() != null && !node.internal() ->
            audience.add(Audience.DISPATCH);
        case InstanceCreated e -> addIf(child, Audience.SUBPROCESSES, audience);
        case InstanceCompleted e -> end(child, audience);
        case InstanceFailed e -> end(child, audience);
        case InstanceTimedOut e -> end(child, audience);
        case InstanceCancelled e -> end(child, audience);
        case MutexQueued e -> audience.add(Audience.MUTEXES);
        case MutexAcquired e -> audience.add(Audience.MUTEXES);
        case MutexReleased e -> audience.add(Audience.MUTEXES);
        case PriorityChanged e -> addIf(e.mutexKey() != null, Audience.MUTEXES, audience);
        case ChildRequested e -> audience.add(Audience.SUBPROCESSES);
        case ChildFinished e -> audience.add(Audience.SUBPROCESSES);
        case NodeEvent node ->
            addIf(mayHaveChild(decided, node.nodeNo()), Audience.SUBPROCESSES, audience);
        default -> {}
      }
    }
    return audience;
  }

  /** Of the rejection of a start event. */
  static Set<Audience> ofRejection(Start start) {
    return start.parent() == null
        ? EnumSet.of(Audience.COMPLETIONS)
        : EnumSet.of(Audience.COMPLETIONS, Audience.SUBPROCESSES);
  }

  private static void end(boolean child, Set<Audience> audience) {
    audience.add(Audience.COMPLETIONS);
    addIf(child, Audience.SUBPROCESSES, audience);
  }

  private static boolean mayHaveChild(InstanceState decided, NodeNo no) {
    NodeState node = decided.nodes().find(no);
    return node == null || node.place().type() == NodeType.SUBPROCESS;
  }

  private static void addIf(boolean condition, Audience who, Set<Audience> audience) {
    if (condition) {
      audience.add(who);
    }
  }
}
