package io.millrace.app;

import io.millrace.contract.NodeNo;
import io.millrace.contract.event.ChildFinished;
import io.millrace.contract.event.ChildRequested;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.NodeEvent;
import io.millrace.contract.event.NodeFailed;
import io.millrace.contract.event.NodeRetryScheduled;
import io.millrace.contract.event.NodeTimedOut;
import io.millrace.contract.message.Transition;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A transition told on a terminal: when, where in the tree of nodes, what. */
final class TransitionStory {

  private TransitionStory() {}

  /** One line per event. */
  static List<String> lines(Transition transition, @Nullable InstanceState after) {
    return transition.events().stream().map(event -> line(transition, event, after)).toList();
  }

  private static String line(Transition transition, Event event, @Nullable InstanceState after) {
    Instant created = after == null ? transition.at() : after.origin().createdAt();
    return String.format(
        Locale.ROOT,
        "%6d ms  #%-2d %s%s",
        Duration.between(created, transition.at()).toMillis(),
        transition.sequence(),
        indent(event, after),
        words(event, after));
  }

  private static String words(Event event, @Nullable InstanceState after) {
    String what = event.getClass().getSimpleName();
    if (!(event instanceof NodeEvent node) || after == null) {
      return what;
    }
    NodeState state = after.nodes().get(node.nodeNo());
    return "%s %s%s".formatted(state.nodeId(), what, reason(node));
  }

  private static String reason(NodeEvent event) {
    return switch (event) {
      case NodeFailed failed -> ": " + failed.error().message();
      case NodeTimedOut timedOut -> ": " + timedOut.error().message();
      case NodeRetryScheduled retry ->
          ": " + retry.error().message() + "; attempt " + (retry.attempt() + 1) + " follows";
      case ChildRequested child -> ": " + child.workflow();
      case ChildFinished child -> ": instance " + child.childId() + " " + child.status().code();
      default -> "";
    };
  }

  private static String indent(Event event, @Nullable InstanceState after) {
    if (!(event instanceof NodeEvent node) || after == null) {
      return "";
    }
    StringBuilder indent = new StringBuilder("├─ ");
    NodeNo parent = after.nodes().get(node.nodeNo()).place().parent();
    while (parent != null) {
      indent.insert(0, "│  ");
      parent = after.nodes().get(parent).place().parent();
    }
    return indent.toString();
  }
}
