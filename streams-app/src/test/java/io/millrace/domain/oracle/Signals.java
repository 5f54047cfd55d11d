package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signals that wait for nodes and nodes that wait for signals. */
final class Signals {

  private final Map<String, Deque<JsonNode>> early = new HashMap<>();
  private final List<Waiter> waiters = new ArrayList<>();

  private record Waiter(String name, NodeRun node) {}

  void send(String name, JsonNode payload) {
    for (Waiter waiter : waiters) {
      if (waiter.name().equals(name)) {
        waiters.remove(waiter);
        waiter.node().succeed(payload);
        return;
      }
    }
    early.computeIfAbsent(name, unused -> new ArrayDeque<>()).add(payload);
  }

  /** The oldest signal that came before; null if the node has to wait. */
  @Nullable JsonNode await(String name, NodeRun node) {
    Deque<JsonNode> waiting = early.get(name);
    JsonNode first = waiting == null ? null : waiting.poll();
    if (first == null) {
      waiters.add(new Waiter(name, node));
    }
    return first;
  }

  void leave(NodeRun node) {
    waiters.removeIf(it -> it.node() == node);
  }
}
