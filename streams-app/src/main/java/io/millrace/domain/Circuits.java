package io.millrace.domain;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeType;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.NodeCompleted;
import io.millrace.contract.event.NodeFailed;
import io.millrace.contract.event.NodeRetryScheduled;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.event.NodeTimedOut;
import io.millrace.definition.CircuitBreaker;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The executors that failed lately, as seen by whoever decides: a fold over the events of all its
 * instances. Immutable; not part of any instance, and gone when whoever decides is gone.
 *
 * @param failing the executors whose last attempt failed, by name
 */
public record Circuits(PMap<String, Circuit> failing) {

  /** Every executor works. */
  public static final Circuits CLOSED = new Circuits(HashTreePMap.empty());

  /**
   * Until when a breaker keeps attempts from an executor, or null if it lets one through now.
   *
   * @param executor the executor's name
   * @param breaker when it is to be left alone
   */
  @Nullable Instant heldUntil(String executor, CircuitBreaker breaker, Instant now) {
    Circuit circuit = failing.get(executor);
    return circuit == null ? null : circuit.heldUntil(breaker, now);
  }

  /**
   * After some events of an instance.
   *
   * @param state the instance, with these events applied
   * @param at the events' time
   */
  public Circuits after(InstanceState state, List<Event> events, Instant at) {
    Circuits result = this;
    for (Event event : events) {
      result = result.after(state, event, at);
    }
    return result;
  }

  Circuits after(InstanceState state, Event event, Instant at) {
    return switch (event) {
      case NodeScheduled node when !node.internal() && node.executor() != null ->
          probed(node.executor(), at);
      case NodeCompleted node when node.engineId() != null -> answered(state, node.nodeNo());
      case NodeRetryScheduled node ->
          failed(state, node.nodeNo(), node.error(), node.engineId(), at);
      case NodeFailed node -> failed(state, node.nodeNo(), node.error(), node.engineId(), at);
      case NodeTimedOut node -> failed(state, node.nodeNo(), node.error(), null, at);
      default -> this;
    };
  }

  private Circuits probed(String executor, Instant at) {
    Circuit circuit = failing.get(executor);
    return circuit == null ? this : new Circuits(failing.plus(executor, circuit.probed(at)));
  }

  /** The executor works, even if it does not like what it was asked. */
  private Circuits answered(InstanceState state, NodeNo no) {
    String executor = executor(state, no);
    return executor == null || failing.isEmpty() ? this : new Circuits(failing.minus(executor));
  }

  private Circuits failed(
      InstanceState state, NodeNo no, ErrorInfo error, @Nullable String worker, Instant at) {
    boolean silent = worker == null;
    if (silent && !error.code().equals(ErrorCodes.NODE_TIMED_OUT)) {
      return this; // Nobody was asked.
    }
    if (!error.retryable()) {
      return answered(state, no);
    }
    String executor = executor(state, no);
    if (executor == null) {
      return this;
    }
    Circuit circuit = failing.get(executor);
    return new Circuits(
        failing.plus(executor, circuit == null ? Circuit.failed(at) : circuit.failedAgain(at)));
  }

  private static @Nullable String executor(InstanceState state, NodeNo no) {
    NodeState node = state.nodes().find(no);
    return node == null || node.place().type() != NodeType.TASK || node.builtIn()
        ? null
        : node.place().executor();
  }
}
