package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.Event;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.domain.Command.ApplyControl;
import io.millrace.domain.Command.ApplyResult;
import io.millrace.domain.Command.FireTimers;
import io.millrace.domain.Command.StartInstance;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instance, commanded step by step. After each step the {@link ReplayLaw} is checked, so that
 * every test of the domain is a test of replay as well.
 */
final class Scenario {

  static final InstanceId ID = InstanceId.first(3);
  static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  static final Surroundings ENGINE = new Surroundings("engine-1", "host-1", 42);

  private final WorkflowDefinition definition;
  private final Decider decider;
  private final ReplayLaw law = new ReplayLaw();
  private final List<Event> history = new ArrayList<>();
  private Surroundings surroundings = ENGINE;
  private Instant now = T0;
  private @Nullable InstanceState state;
  private List<Event> last = List.of();
  private @Nullable Refusal refusal;

  private Scenario(WorkflowDefinition definition, Limits limits) {
    this.definition = definition;
    this.decider = new Decider(limits);
  }

  /** An instance of a workflow, not yet started. */
  static Scenario of(WorkflowDefinition definition) {
    return new Scenario(definition, Limits.DEFAULTS);
  }

  /** An instance of a workflow under narrow limits, not yet started. */
  static Scenario of(WorkflowDefinition definition, Limits limits) {
    return new Scenario(definition, limits);
  }

  /** A workflow of some nodes, started without input. */
  static Scenario started(String... nodes) {
    return of(Definitions.nodes(nodes)).start();
  }

  // When

  Scenario start() {
    return start("{}");
  }

  Scenario start(String input) {
    return start(startOf(input, null));
  }

  Scenario start(Start start) {
    return command(new StartInstance(ID, 7, start, surroundings));
  }

  static Start startOf(String input, @Nullable Instant notBefore) {
    return new Start(
        "flow", null, null, null, null, null, object(input), null, null, notBefore, null);
  }

  /** The worker of an open node returns; the output is JSON in single quotes. */
  Scenario complete(String nodeId, String output) {
    return complete(node(nodeId), output);
  }

  Scenario complete(String nodeId) {
    return complete(nodeId, "null");
  }

  Scenario complete(NodeState node, String output) {
    return result(
        new TaskCompleted(
            ID, node.no(), node.attempt(), "claim-1", "worker-1", now, now, json(output)));
  }

  Scenario fail(String nodeId) {
    return fail(nodeId, "broken", true);
  }

  Scenario fail(String nodeId, String code, boolean retryable) {
    return fail(node(nodeId), code, retryable);
  }

  Scenario fail(NodeState node, String code, boolean retryable) {
    ErrorInfo error = new ErrorInfo(code, "It went wrong.", retryable, null);
    return result(
        new TaskFailed(ID, node.no(), node.attempt(), "claim-1", "worker-1", now, now, error));
  }

  Scenario result(Result result) {
    return command(new ApplyResult(result, surroundings));
  }

  Scenario control(Control control) {
    return command(new ApplyControl(control, surroundings));
  }

  /** Lets time pass without anything happening. */
  Scenario sleep(String duration) {
    now = now.plus(Duration.parse(duration));
    return this;
  }

  /** Lets time pass and fires the timers that have fallen due since. */
  Scenario pass(String duration) {
    return sleep(duration).timers();
  }

  Scenario timers() {
    return command(new FireTimers(surroundings));
  }

  /** Goes to the next timer and fires it. */
  Scenario nextTimer() {
    Instant due = state().nextDue();
    assertThat(due).as("a timer").isNotNull();
    if (due != null && due.isAfter(now)) {
      now = due;
    }
    return timers();
  }

  /** Another engine decides from now on. */
  Scenario on(String engineId) {
    surroundings = new Surroundings(engineId, "host-2", 43);
    return this;
  }

  Scenario seed(long seed) {
    surroundings = new Surroundings(surroundings.engineId(), surroundings.hostname(), seed);
    return this;
  }

  /** Decides with what a shell knows of executors from here on. */
  Scenario circuits(Circuits known) {
    surroundings =
        new Surroundings(
            surroundings.engineId(), surroundings.hostname(), surroundings.seed(), known);
    return this;
  }

  /** What is known of executors after the last decision. */
  Circuits circuitsAfter() {
    return surroundings.circuits().after(state(), last, now);
  }

  Scenario command(Command command) {
    Decision decision = decider.decide(state, command, definition, now);
    switch (decision) {
      case Decision.Refused refused -> {
        refusal = refused.why();
        last = List.of();
      }
      case Decision.Accepted accepted -> {
        refusal = null;
        last = accepted.events();
        history.addAll(last);
        state = law.check(state, accepted, now);
      }
    }
    return this;
  }

  // Then

  List<Event> last() {
    return last;
  }

  List<Event> history() {
    return history;
  }

  /** The transitions so far, as they would be on Kafka. */
  List<byte[]> transitions() {
    return law.written();
  }

  /** The only event of a type in the last decision. */
  <E extends Event> E lastOf(Class<E> type) {
    List<E> found = last.stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(found).as("events of type " + type.getSimpleName() + " in " + last).hasSize(1);
    return found.get(0);
  }

  /** The names of the last decision's events. */
  List<String> lastNames() {
    return last.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  Refusal refusal() {
    assertThat(refusal).as("a refusal").isNotNull();
    return java.util.Objects.requireNonNull(refusal);
  }

  boolean wasRefused() {
    return refusal != null;
  }

  boolean exists() {
    return state != null;
  }

  InstanceState state() {
    return java.util.Objects.requireNonNull(state, "there is no instance");
  }

  InstanceStatus status() {
    return state().status();
  }

  NodeState node(int no) {
    return state().nodes().get(new NodeNo(no));
  }

  /** The latest node of an id, or fails. */
  NodeState node(String nodeId) {
    List<NodeState> found = nodes(nodeId);
    assertThat(found).as("nodes " + nodeId).isNotEmpty();
    return found.get(found.size() - 1);
  }

  List<NodeState> nodes(String nodeId) {
    return state().nodes().all().stream().filter(it -> it.nodeId().equals(nodeId)).toList();
  }

  boolean reached(String nodeId) {
    return nodes(nodeId).stream().anyMatch(NodeState::reached);
  }

  NodeStatus statusOf(String nodeId) {
    return node(nodeId).status();
  }

  @Nullable JsonNode output() {
    return state().output();
  }

  Instant now() {
    return now;
  }

  static JsonNode json(String text) {
    return Json.tree(text.replace('\'', '"'));
  }

  static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }
}
