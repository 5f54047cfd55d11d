package io.millrace.domain.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.NodeType;
import io.millrace.contract.event.BranchTaken;
import io.millrace.contract.event.ChildFinished;
import io.millrace.contract.event.ChildRequested;
import io.millrace.contract.event.JoinDecided;
import io.millrace.contract.event.LoopExpanded;
import io.millrace.contract.event.NodeCancelled;
import io.millrace.contract.event.NodeCompleted;
import io.millrace.contract.event.NodeEvent;
import io.millrace.contract.event.NodeFailed;
import io.millrace.contract.event.NodeProgressed;
import io.millrace.contract.event.NodeRetryScheduled;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.event.NodeSkipped;
import io.millrace.contract.event.NodeStarted;
import io.millrace.contract.event.NodeTimedOut;
import io.millrace.contract.event.NodeWaiting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an event does to the nodes of an instance. */
final class NodeEvolver {

  private NodeEvolver() {}

  static Nodes evolve(Nodes nodes, NodeEvent event, Instant at) {
    if (event instanceof NodeScheduled scheduled) {
      return Arrivals.scheduled(nodes, scheduled, at);
    }
    if (event instanceof NodeSkipped skipped && nodes.find(skipped.nodeNo()) == null) {
      return Arrivals.skipped(nodes, skipped, at);
    }
    NodeDraft draft = new NodeDraft(nodes.get(event.nodeNo()));
    apply(draft, event, at);
    return nodes.with(draft.done());
  }

  private static void apply(NodeDraft draft, NodeEvent event, Instant at) {
    switch (event) {
      case NodeStarted started -> started(draft, started, at);
      case NodeProgressed progressed -> progressed(draft, progressed, at);
      case NodeCompleted completed -> completed(draft, completed, at);
      case NodeFailed failed -> failed(draft, failed, at);
      case NodeRetryScheduled retry -> retrying(draft, retry);
      case NodeTimedOut late -> {
        draft.ended(NodeStatus.TIMEOUT, at);
        draft.error = late.error();
      }
      case NodeSkipped skipped -> draft.ended(NodeStatus.SKIPPED, at);
      case NodeCancelled cancelled -> draft.ended(NodeStatus.CANCELLED, at);
      case NodeWaiting waiting -> waiting(draft, waiting);
      case LoopExpanded expanded -> {
        draft.input(expanded.items());
        draft.progress = LoopProgress.none(expanded.total());
      }
      case BranchTaken taken -> branch(draft, taken.branch());
      case ChildRequested requested -> child(draft, requested);
      case ChildFinished finished -> draft.childId = finished.childId();
      case JoinDecided decided -> {
        // Says why the rest is cancelled; the node's end follows as an event of its own.
      }
      case NodeScheduled scheduled -> throw new UnfitEvent("NodeScheduled is an arrival");
    }
  }

  private static void started(NodeDraft draft, NodeStarted event, Instant at) {
    draft.status = NodeStatus.RUNNING;
    draft.claimId = event.claimId();
    draft.engineId = event.engineId();
    draft.startedAt = event.startedAt() == null ? at : event.startedAt();
    draft.lastHeartbeat = at;
  }

  private static void progressed(NodeDraft draft, NodeProgressed event, Instant at) {
    boolean counts = draft.type() == NodeType.LOOP || draft.type() == NodeType.PARALLEL;
    if (counts && event.progress() != null) {
      draft.progress = LoopProgress.of(event.progress());
    } else {
      draft.lastHeartbeat = at;
    }
  }

  private static void completed(NodeDraft draft, NodeCompleted event, Instant at) {
    draft.ended(NodeStatus.COMPLETED, at);
    draft.output(event.output());
    draft.error = null;
    worker(draft, event.engineId(), event.startedAt());
  }

  private static void failed(NodeDraft draft, NodeFailed event, Instant at) {
    draft.ended(event.ignored() ? NodeStatus.COMPLETED : NodeStatus.FAILED, at);
    draft.output(event.ignored() ? NullNode.getInstance() : null);
    draft.error = event.error();
    worker(draft, event.engineId(), event.startedAt());
  }

  private static void retrying(NodeDraft draft, NodeRetryScheduled event) {
    draft.status = NodeStatus.RETRYING;
    draft.error = event.error();
    draft.claimId = null;
    draft.dueAt = event.dueAt();
    worker(draft, event.engineId(), event.startedAt());
  }

  private static void waiting(NodeDraft draft, NodeWaiting event) {
    if (draft.type() != NodeType.LOOP && draft.type() != NodeType.PARALLEL) {
      draft.status = NodeStatus.WAITING;
    }
    switch (event.waitingFor()) {
      case "capacity", "circuit", "step" -> draft.startedAt = null;
      default -> {
        // It has begun and waits for something.
      }
    }
    draft.dueAt = event.dueAt();
  }

  private static void worker(
      NodeDraft draft, @Nullable String engineId, @Nullable Instant startedAt) {
    if (engineId != null) {
      draft.engineId = engineId;
    }
    if (startedAt != null) {
      draft.startedAt = startedAt;
    }
  }

  private static void branch(NodeDraft draft, String branch) {
    if (draft.type() == NodeType.CONDITION) {
      draft.input(JsonNodeFactory.instance.objectNode().put("branch", branch));
    } else if (draft.progress != null) {
      draft.progress = draft.progress.begun(1);
    }
  }

  private static void child(NodeDraft draft, ChildRequested event) {
    draft.status = NodeStatus.WAITING;
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("workflow", event.workflow());
    if (event.version() != null) {
      input.put("version", event.version());
    }
    if (event.fallback()) {
      input.put("fallback", true);
    }
    input.set("input", event.input());
    draft.input(input);
    draft.childId = null;
  }
}
