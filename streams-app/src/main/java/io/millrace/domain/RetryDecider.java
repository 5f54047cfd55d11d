package io.millrace.domain;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.InstanceRetried;
import io.millrace.contract.message.RetryInstance;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import java.util.ArrayList;
import java.util.List;

/** Starts an ended instance again at its break-points; completed nodes keep their outputs. */
final class RetryDecider {

  private static final String RETRY = "instance.retry";

  private RetryDecider() {}

  static void retry(Journal journal, RetryInstance control) {
    InstanceState state = journal.state();
    if (!state.status().ended()) {
      ControlDecider.refuse(
          journal, RETRY, "not-ended", "The instance is " + state.status().code() + ", not over.");
    } else if (state.status() == InstanceStatus.COMPLETED) {
      ControlDecider.refuse(
          journal, RETRY, "completed", "The instance has completed; there is nothing to retry.");
    } else if (state.retryCount() >= state.origin().maxRetries()) {
      ControlDecider.refuse(
          journal,
          RETRY,
          "retries-exhausted",
          "The instance was retried " + state.retryCount() + " times, which is the limit.");
    } else {
      start(journal, control);
    }
  }

  private static void start(Journal journal, RetryInstance control) {
    InstanceState state = journal.state();
    boolean ranBefore = state.lifetime().startedAt() != null;
    List<NodeNo> nodes = new ArrayList<>();
    List<NodeNo> reopened = new ArrayList<>();
    collect(journal, FrameKey.TOP, nodes, reopened);
    undone(journal, nodes);
    journal.record(
        new InstanceRetried(
            control.reason(),
            control.by(),
            ranBefore ? Launch.due(journal, journal.definition().config().timeout()) : null,
            nodes,
            reopened));
    String mutexKey = state.origin().mutexKey();
    if (mutexKey != null && ranBefore) {
      Mutexes.queue(journal, mutexKey);
    } else {
      ControlDecider.goOn(journal);
    }
  }

  /** The innermost nodes that stand in the way; what is around them opens again by itself. */
  private static void collect(
      Journal journal, FrameKey key, List<NodeNo> nodes, List<NodeNo> reopened) {
    for (int no : journal.nodes().frame(key).unsuccessful().keySet()) {
      NodeState node = journal.nodes().get(new NodeNo(no));
      if (node.status() != NodeStatus.CANCELLED && !Progress.fatal(journal, node)) {
        continue;
      }
      int before = nodes.size() + reopened.size();
      boolean holdsSome = false;
      for (int slot : journal.nodes().framesOf(node.no()).keySet()) {
        holdsSome = true;
        collect(journal, new FrameKey(no, slot), nodes, reopened);
      }
      if (nodes.size() + reopened.size() == before) {
        (holdsSome ? reopened : nodes).add(node.no());
      }
    }
  }

  /** What was compensated is to be done again, and then perhaps undone again. */
  private static void undone(Journal journal, List<NodeNo> nodes) {
    for (int no : journal.nodes().frame(FrameKey.ROLLBACK).members()) {
      NodeState compensation = journal.nodes().get(new NodeNo(no));
      NodeState original =
          journal
              .nodes()
              .find(journal.nodes().scopeOf(compensation), compensation.place().originalId());
      if (compensation.reached()) {
        nodes.add(compensation.no());
        if (original != null && compensation.status() == NodeStatus.COMPLETED) {
          nodes.add(original.no());
        }
      }
    }
  }
}
