package io.millrace.app.bench.core;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.message.Cause;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.domain.Command;
import io.millrace.domain.Decider;
import io.millrace.domain.Decision;
import io.millrace.domain.Limits;
import io.millrace.domain.Surroundings;
import io.millrace.domain.state.InstanceState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One instance that is brought, step by step, to where something is measured. */
final class Run {

  private static final InstanceId ID = InstanceId.first(3);
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final Surroundings HERE = new Surroundings("engine-1", "host-1", 42);

  private final Decider decider = new Decider(Limits.DEFAULTS);
  private final WorkflowDefinition definition;
  private final Command start;
  private final Deque<NodeNo> open = new ArrayDeque<>();
  private final List<TransitionCodec.Sealed> history = new ArrayList<>();
  private boolean recorded;
  private @Nullable InstanceState state;

  /** An instance of a workflow that has not been started. */
  Run(BenchWorkflow workflow, ObjectNode input) {
    this.definition = workflow.load().definition();
    Start message =
        new Start(workflow.workflow(), null, null, null, null, null, input, null, null, null, null);
    this.start = new Command.StartInstance(ID, 7, message, HERE);
  }

  /** Input of a loop over so many items. */
  static ObjectNode items(int count) {
    ObjectNode input = Json.mapper().createObjectNode();
    var items = input.putArray("items");
    for (int i = 0; i < count; i++) {
      items.add(i);
    }
    return input;
  }

  /** No input. */
  static ObjectNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Keeps the transitions from now on. */
  Run recording() {
    recorded = true;
    return this;
  }

  /** Starts it. */
  Run started() {
    step(start);
    return this;
  }

  /** Completes that many tasks, the oldest first. */
  Run completed(int tasks) {
    for (int i = 0; i < tasks; i++) {
      NodeNo next = open.poll();
      while (next == null) {
        step(new Command.FireTimers(HERE));
        next = open.poll();
      }
      step(result(next));
    }
    return this;
  }

  /** The command that starts it. */
  Command start() {
    return start;
  }

  /** The command that completes the oldest open task. */
  Command next() {
    NodeNo oldest = open.peek();
    if (oldest == null) {
      throw new IllegalStateException("no task is open");
    }
    return result(oldest);
  }

  /** The state it has come to, or null before its start. */
  @Nullable InstanceState state() {
    return state;
  }

  /** Decides a command on its present state, and leaves the state as it is. */
  Decision.Accepted decide(Command command) {
    return switch (decider.decide(state, command, definition, NOW)) {
      case Decision.Accepted accepted when !accepted.events().isEmpty() -> accepted;
      case Decision other -> throw new IllegalStateException("nothing came of it: " + other);
    };
  }

  /** The transitions that were kept, as they are in Kafka. */
  List<byte[]> history() {
    return history.stream().map(TransitionCodec.Sealed::bytes).toList();
  }

  private void step(Command command) {
    Decision.Accepted decided = decide(command);
    InstanceState before = decided.state();
    for (Event event : decided.events()) {
      if (event instanceof NodeScheduled node && node.executor() != null) {
        open.add(node.nodeNo());
      }
    }
    long sequence = before.position().sequence() + 1;
    String hash = before.position().hash();
    if (recorded) {
      TransitionCodec.Sealed sealed = TransitionCodec.seal(transition(decided, command));
      history.add(sealed);
      hash = sealed.hash();
    }
    state = before.sealed(sequence, hash);
  }

  private static Transition transition(Decision.Accepted decided, Command command) {
    InstanceState after = decided.state();
    boolean first = command instanceof Command.StartInstance;
    Cause cause =
        new Cause(
            first ? Start.TYPE : "task.completed",
            (first ? "millrace.starts" : "millrace.results") + "-3@1234567");
    return new Transition(
        after.id(),
        after.position().sequence() + 1,
        after.position().hash(),
        NOW,
        cause,
        HERE.engineId(),
        after.header(),
        decided.events(),
        null);
  }

  private Command result(NodeNo node) {
    int attempt = Objects.requireNonNull(state, "it was started").nodes().get(node).attempt();
    return new Command.ApplyResult(completion(node, attempt), HERE);
  }

  /** What a worker says when a task is done. */
  static TaskCompleted completion(NodeNo node, int attempt) {
    return new TaskCompleted(
        ID,
        node,
        attempt,
        "worker-1-4f6a2c9e-17",
        "worker-1",
        NOW,
        NOW.plusMillis(3),
        Json.tree("{\"ok\":true}"));
  }
}
