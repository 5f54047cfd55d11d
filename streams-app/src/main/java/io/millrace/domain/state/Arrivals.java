package io.millrace.domain.state;

import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.NodeType;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.event.NodeSkipped;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How nodes come into an instance, come again, and are forgotten. */
final class Arrivals {

  private Arrivals() {}

  static Nodes scheduled(Nodes nodes, NodeScheduled event, Instant at) {
    NodeState old = nodes.find(event.nodeNo());
    Nodes cleared = old == null ? nodes : withoutContent(nodes, old);
    NodeDraft draft =
        old == null ? new NodeDraft(event.nodeNo(), place(event)) : new NodeDraft(old);
    draft.place(place(event));
    if (draft.status == NodeStatus.RETRYING) {
      draft.retryCount++;
    }
    draft.status = event.internal() ? NodeStatus.RUNNING : NodeStatus.SCHEDULED;
    draft.attempt = event.attempt();
    draft.maxRetries = event.maxRetries();
    draft.timeoutSeconds = seconds(at, event.dueAt());
    if (event.config() != null || event.nodeType() != NodeType.TASK) {
      draft.input(event.config());
      draft.progress = branches(event);
    }
    draft.claimId = null;
    draft.scheduledAt = at;
    draft.startedAt = event.internal() ? at : null;
    draft.completedAt = null;
    draft.dueAt = event.dueAt();
    draft.lastHeartbeat = null;
    return arrived(cleared, old, draft.done());
  }

  private static @Nullable LoopProgress branches(NodeScheduled event) {
    return event.nodeType() == NodeType.PARALLEL && event.config() != null
        ? LoopProgress.none(event.config().path("branches").size())
        : null;
  }

  static Nodes skipped(Nodes nodes, NodeSkipped event, Instant at) {
    NodeDraft draft = new NodeDraft(event.nodeNo(), place(event));
    draft.ended(NodeStatus.SKIPPED, at);
    return arrived(nodes, null, draft.done());
  }

  /** A node and all below it count as not reached; what is around it goes on. */
  static Nodes forget(Nodes nodes, NodeNo no, Instant at) {
    NodeState node = nodes.get(no);
    NodeDraft draft = new NodeDraft(node);
    draft.forget();
    return reopen(withoutContent(nodes, node).with(draft.done()), node.place().parent(), at);
  }

  /** A container goes on with what it holds, and so does what is around it. */
  static Nodes reopen(Nodes nodes, @Nullable NodeNo no, Instant at) {
    Nodes result = nodes;
    for (NodeNo next = no; next != null; next = result.get(next).place().parent()) {
      NodeState node = result.get(next);
      if (node.open()) {
        break;
      }
      NodeDraft draft = new NodeDraft(node);
      draft.status = NodeStatus.RUNNING;
      draft.error = null;
      draft.output(null);
      draft.scheduledAt = at;
      draft.completedAt = null;
      draft.dueAt = draft.timeoutSeconds == null ? null : at.plusSeconds(draft.timeoutSeconds);
      result = result.with(draft.done());
    }
    return result;
  }

  private static Nodes withoutContent(Nodes nodes, NodeState container) {
    if (container.place().type() == NodeType.TASK) {
      return nodes;
    }
    Nodes result = nodes;
    for (Frame frame : nodes.framesOf(container.no()).values()) {
      for (int member : frame.members()) {
        NodeState node = result.get(new NodeNo(member));
        if (node.reached()) {
          NodeDraft draft = new NodeDraft(node);
          draft.forget();
          result = withoutContent(result, node).with(draft.done());
        }
      }
    }
    return result;
  }

  private static Nodes arrived(Nodes nodes, @Nullable NodeState old, NodeState node) {
    if (old == null && !node.no().equals(nodes.nextNo())) {
      throw new UnfitEvent("node " + node.no() + " comes before node " + nodes.nextNo());
    }
    return nodes.with(node);
  }

  private static Place place(NodeScheduled event) {
    return new Place(
        event.nodeId(),
        event.name(),
        event.nodeType(),
        event.executor(),
        event.parent(),
        event.iteration(),
        event.branch(),
        event.branchIndex(),
        event.dynamic(),
        event.dependsOn());
  }

  private static Place place(NodeSkipped event) {
    return new Place(
        event.nodeId(),
        event.name(),
        event.nodeType(),
        null,
        event.parent(),
        event.iteration(),
        event.branch(),
        event.branchIndex(),
        false,
        event.dependsOn());
  }

  private static @Nullable Integer seconds(Instant at, @Nullable Instant due) {
    if (due == null) {
      return null;
    }
    long millis = Duration.between(at, due).toMillis();
    return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(millis, 1000L));
  }
}
