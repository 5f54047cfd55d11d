package io.millrace.domain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.event.EngineChanged;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.NodeProgressed;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.domain.Decision.Accepted;
import io.millrace.domain.state.Evolver;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.Nodes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One decision in the making: the events so far, the state with them applied, and what is still to
 * be thought through. Lives for one call of {@link Decider#decide}.
 */
final class Journal {

  private final WorkflowDefinition definition;
  private final Surroundings surroundings;
  private final Instant now;
  private final Limits limits;
  private final List<Event> events = new ArrayList<>();
  private final Deque<Todo> todos = new ArrayDeque<>();
  private @Nullable InstanceState state;
  private int spent;
  private long bytes;
  private @Nullable SplittableRandom random;
  private @Nullable ObjectNode context;

  Journal(
      @Nullable InstanceState state,
      WorkflowDefinition definition,
      Surroundings surroundings,
      Instant now,
      Limits limits) {
    this.state = state;
    this.definition = definition;
    this.surroundings = surroundings;
    this.now = now;
    this.limits = limits;
  }

  /** Takes an event down and applies it. */
  void record(Event event) {
    if (state != null && events.isEmpty() && !state.engineId().equals(surroundings.engineId())) {
      apply(new EngineChanged(surroundings.engineId()));
    }
    apply(event);
  }

  private void apply(Event event) {
    long held = state == null ? 0 : state.nodes().bytes();
    state = Evolver.evolve(state, event, now);
    bytes += Math.max(0, state.nodes().bytes() - held);
    int last = events.size() - 1;
    if (last >= 0
        && event instanceof NodeProgressed progress
        && events.get(last) instanceof NodeProgressed before
        && before.nodeNo().equals(progress.nodeNo())) {
      events.set(last, event); // Progress is absolute: the later one tells it all.
    } else {
      events.add(event);
    }
  }

  /** How many of the nodes that one wants to begin this decision still has room for. */
  int spend(int wanted) {
    int granted = Math.max(0, Math.min(wanted, limits.batch() - spent));
    spent += granted;
    return granted;
  }

  /** The size of the values that this decision has brought in so far, as JSON text. */
  long bytes() {
    return bytes;
  }

  /** The decision. */
  Accepted accepted() {
    return new Accepted(events, state());
  }

  InstanceState state() {
    if (state == null) {
      throw new IllegalStateException("there is no instance yet");
    }
    return state;
  }

  Nodes nodes() {
    return state().nodes();
  }

  boolean running() {
    return state().status() == InstanceStatus.RUNNING;
  }

  WorkflowDefinition definition() {
    return definition;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Instant now() {
    return now;
  }

  Limits limits() {
    return limits;
  }

  SplittableRandom random() {
    if (random == null) {
      random = new SplittableRandom(surroundings.seed());
    }
    return random;
  }

  /** What expressions read as {@code context}. */
  ObjectNode context() {
    if (context == null) {
      context = ContextView.of(state(), definition, surroundings);
    }
    return context;
  }

  void todo(Todo todo) {
    todos.add(todo);
  }

  @Nullable Todo nextTodo() {
    return todos.poll();
  }
}
