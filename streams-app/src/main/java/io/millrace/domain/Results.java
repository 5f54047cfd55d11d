package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.event.NodeCompleted;
import io.millrace.domain.state.NodeState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Completes nodes, as long as what they bring fits. */
final class Results {

  private Results() {}

  /** Completes a node in which no worker was involved. */
  static void complete(Journal journal, NodeState node, JsonNode output) {
    complete(journal, node, output, Worker.NONE);
  }

  /**
   * Who ran a node.
   *
   * @param engineId the worker, or null
   * @param startedAt when it began, or null if that is known already or there was none
   */
  record Worker(@Nullable String engineId, @Nullable Instant startedAt) {

    static final Worker NONE = new Worker(null, null);
  }

  /** Completes a node, or fails it when its output does not fit. */
  static void complete(Journal journal, NodeState node, JsonNode output, Worker worker) {
    ErrorInfo unfit = flaw(journal, node, output);
    if (unfit != null) {
      Failures.attemptFailed(journal, node, unfit, worker);
      return;
    }
    journal.record(
        new NodeCompleted(
            node.no(), node.attempt(), output, worker.engineId(), worker.startedAt()));
    journal.todo(new Todo.Done(node.no()));
  }

  /** Why an output does not fit, or null if it does. */
  static @Nullable ErrorInfo flaw(Journal journal, NodeState node, JsonNode output) {
    return Fitness.flaw(
        journal, "The output of " + node.nodeId(), ErrorCodes.OUTPUT_TOO_LARGE, output);
  }
}
