package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.NodeNo;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.MutexReleased;
import io.millrace.contract.event.NodeCancelled;
import io.millrace.domain.state.Frame;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.MutexState;
import io.millrace.domain.state.NodeState;

/** Ends instances, and cancels what still runs. */
final class Ending {

  private Ending() {}

  /** All top-level nodes are over. */
  static void complete(Journal journal) {
    JsonNode output;
    try {
      output = Outputs.ofWorkflow(journal);
    } catch (EvaluationFailed e) {
      fail(journal, e.error());
      return;
    }
    ErrorInfo flaw = Fitness.outputFlaw(journal, output);
    if (flaw != null) {
      fail(journal, flaw);
      return;
    }
    releaseMutex(journal);
    journal.record(new InstanceCompleted(output));
  }

  /** Nothing can be done any more. */
  static void fail(Journal journal, ErrorInfo error) {
    cancelAll(journal, "instance failed");
    releaseMutex(journal);
    journal.record(new InstanceFailed(error));
  }

  static void cancelAll(Journal journal, String reason) {
    cancel(journal, FrameKey.TOP, reason);
    cancel(journal, FrameKey.ROLLBACK, reason);
  }

  /** Cancels what is under way in a run of a block, what is inside first. */
  static void cancel(Journal journal, FrameKey key, String reason) {
    for (int no : journal.nodes().frame(key).open().keySet()) {
      NodeState node = journal.nodes().get(new NodeNo(no));
      cancelContent(journal, node, reason);
      journal.record(new NodeCancelled(node.no(), reason));
    }
  }

  /** Cancels what is under way inside a node. */
  static void cancelContent(Journal journal, NodeState container, String reason) {
    for (var slot : journal.nodes().framesOf(container.no()).entrySet()) {
      Frame frame = slot.getValue();
      if (!frame.open().isEmpty()) {
        cancel(journal, new FrameKey(container.no().value(), slot.getKey()), reason);
      }
    }
  }

  /** Gives the mutex back, or the place in its queue. */
  static void releaseMutex(Journal journal) {
    InstanceState state = journal.state();
    String key = state.origin().mutexKey();
    if (key != null && state.mutex() != MutexState.NONE) {
      journal.record(new MutexReleased(key));
    }
  }
}
