package io.millrace.domain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import io.millrace.contract.event.EngineChanged;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.NodeEvent;
import io.millrace.contract.event.NodeProgressed;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.event.NodeSkipped;
import io.millrace.contract.event.NodeWaiting;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.domain.Decision.Accepted;
import io.millrace.domain.state.Evolver;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.Nodes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One decision in the making: the events so far, the state with them applied, and what is still to
 * be thought through. Lives for one call of {@link Decider#decide}.
 */
final class Journal {

  /** Few enough that what they hold does not matter before the decision is measured again. */
  private static final int PIECE = 8;

  private static final int CROWD = 16;

  private final WorkflowDefinition definition;
  private final Surroundings surroundings;
  private final Instant now;
  private final Limits limits;
  private final List<Event> events = new ArrayList<>();
  private final Deque<Todo> todos = new ArrayDeque<>();
  private final Set<FrameKey> settled = new HashSet<>();
  private @Nullable InstanceState state;
  private final Deque<Todo> later = new ArrayDeque<>();
  private final Map<NodeNo, Integer> progressAt = new HashMap<>();
  private Circuits circuits;
  private int begun;
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
    this.circuits = surroundings.circuits();
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
    bytes +=
        event instanceof NodeScheduled scheduled
            ? state.nodes().get(scheduled.nodeNo()).bytes()
            : Math.max(0, state.nodes().bytes() - held);
    circuits = circuits.after(state, event, now);
    begun += event instanceof NodeScheduled || event instanceof NodeSkipped ? 1 : 0;
    if (event instanceof NodeProgressed progress) {
      progressed(progress);
    } else {
      if (event instanceof NodeEvent node && !(event instanceof NodeWaiting)) {
        progressAt.remove(node.nodeNo());
      }
      events.add(event);
    }
  }

  /** Progress is absolute, so the latest tells it all. */
  private void progressed(NodeProgressed progress) {
    Integer earlier = progressAt.putIfAbsent(progress.nodeNo(), events.size());
    if (earlier == null) {
      events.add(progress);
    } else {
      events.set(earlier, progress);
    }
  }

  /** How many of the runs that one wants to begin may begin before asking again; see full. */
  int piece(int wanted) {
    return Math.min(Math.min(wanted, PIECE), limits.batch() - begun);
  }

  /**
   * Whether no more iterations or branches should begin in this decision: it has enough nodes, or
   * enough in them.
   */
  boolean full() {
    return begun >= limits.batch() || bytes >= limits.nodeBytes();
  }

  /** The size of the values that this decision has brought in so far, as JSON text. */
  long bytes() {
    return bytes;
  }

  /**
   * Whether a run of a block is heard to be over for the first time. Several of its nodes may end
   * in one decision, and each of them finds that nothing is left to run; what is around must not
   * count the run more than once.
   */
  boolean settles(FrameKey frame) {
    return settled.add(frame);
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

  /**
   * Whether this decision has so much in it that even a task whose turn has come is better left to
   * the next one: many tasks may follow from one pause that ends, or one retry.
   */
  boolean crowded() {
    return begun >= CROWD * limits.batch() || bytes >= limits.decisionBytes() / 2;
  }

  /** The executors that failed lately, those in this decision included. */
  Circuits circuits() {
    return circuits;
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

  /** Something to think of when nothing else is left. */
  void todoLater(Todo todo) {
    later.add(todo);
  }

  @Nullable Todo nextTodo() {
    Todo next = todos.poll();
    return next == null ? later.poll() : next;
  }
}
