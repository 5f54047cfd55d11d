package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.event.ChildRequested;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.MutexQueued;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.message.DenyMutex;
import io.millrace.contract.message.GrantMutex;
import io.millrace.contract.message.ReportChild;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.SendSignal;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.definition.SubprocessNode;
import io.millrace.definition.SubprocessSource;
import io.millrace.definition.WorkflowDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a definition to its end, with workers that do at once what the built-in executors do. */
final class DocumentedRun {

  private static final int MOST_STEPS = 1_000;
  private static final InstanceId OTHER = InstanceId.first(4);

  private final WorkflowDefinition definition;
  private final Map<String, WorkflowDefinition> deployed;
  private final JsonNode run;
  private final Scenario scenario;
  private final Deque<Event> todo = new ArrayDeque<>();
  private final Iterator<Map.Entry<String, JsonNode>> signals;

  /**
   * A run yet to begin.
   *
   * @param deployed what subprocesses can name
   * @param run the {@code input}, and what happens meanwhile: {@code signals}, {@code mutexTaken}
   */
  DocumentedRun(
      WorkflowDefinition definition, Map<String, WorkflowDefinition> deployed, JsonNode run) {
    this.definition = definition;
    this.deployed = deployed;
    this.run = run;
    this.scenario = Scenario.of(definition);
    this.signals = run.path("signals").properties().iterator();
  }

  /** The instance when it is over, or refused. */
  Scenario end() {
    JsonNode input = run.path("input");
    Start start =
        Scenario.startOf(input.isObject() ? input.toString().replace('\'', '’') : "{}", null);
    scenario.start(
        new Start(
            start.workflow(),
            null,
            null,
            null,
            null,
            null,
            start.input(),
            run.path("context") instanceof ObjectNode context ? context : null,
            null,
            null,
            null));
    take();
    for (int step = 0; step < MOST_STEPS; step++) {
      if (!scenario.exists() || scenario.status().ended()) {
        return scenario;
      }
      if (step()) {
        take();
      }
    }
    throw new AssertionError(definition + " does not end");
  }

  private void take() {
    todo.addAll(scenario.last());
  }

  /** Says whether anything was asked of the instance. */
  private boolean step() {
    Event event = todo.poll();
    if (event == null) {
      wake();
      return true;
    }
    switch (event) {
      case NodeScheduled node when !node.internal() -> scenario.result(worked(node));
      case ChildRequested child -> scenario.control(ran(child));
      case MutexQueued queued -> {
        if (run.path("mutexTaken").booleanValue()) {
          scenario.control(new DenyMutex(Scenario.ID, null, null, queued.key(), OTHER));
        } else {
          scenario.control(new GrantMutex(Scenario.ID, null, null, queued.key()));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void wake() {
    if (signals.hasNext()) {
      Map.Entry<String, JsonNode> signal = signals.next();
      scenario.control(new SendSignal(Scenario.ID, null, null, signal.getKey(), signal.getValue()));
    } else {
      scenario.nextTimer();
    }
  }

  private Result worked(NodeScheduled node) {
    JsonNode config = node.config() == null ? NullNode.getInstance() : node.config();
    return switch (Objects.requireNonNull(node.executor())) {
      case "noop" -> completed(node, NullNode.getInstance());
      case "sleep" ->
          completed(node, JsonNodeFactory.instance.objectNode().set("sleptMs", config.path("ms")));
      case "fail" -> failing(node, config);
      default -> completed(node, config);
    };
  }

  private Result failing(NodeScheduled node, JsonNode config) {
    int times = config.path("times").asInt(-1);
    if (times >= 0 && node.attempt() > times) {
      return completed(node, config);
    }
    return new TaskFailed(
        Scenario.ID,
        node.nodeNo(),
        node.attempt(),
        "claim",
        "worker",
        scenario.now(),
        scenario.now(),
        new ErrorInfo(
            config.path("code").asText("failed-on-purpose"),
            config.path("message").asText("It fails on purpose."),
            config.path("retryable").asBoolean(true),
            null));
  }

  private Result completed(NodeScheduled node, JsonNode output) {
    return new TaskCompleted(
        Scenario.ID,
        node.nodeNo(),
        node.attempt(),
        "claim",
        "worker",
        scenario.now(),
        scenario.now(),
        output);
  }

  private ReportChild ran(ChildRequested request) {
    ObjectNode childRun = JsonNodeFactory.instance.objectNode();
    childRun.set("input", request.input());
    if (request.error() != null) {
      childRun.putObject("context").set("error", Json.tree(request.error()));
    }
    Scenario child = new DocumentedRun(child(request), deployed, childRun).end();
    return new ReportChild(
        Scenario.ID,
        null,
        null,
        request.nodeNo(),
        request.attempt(),
        OTHER,
        child.status(),
        child.output(),
        child.state().error());
  }

  private WorkflowDefinition child(ChildRequested request) {
    @Nullable WorkflowDefinition named = deployed.get(request.workflow());
    if (named != null) {
      return named;
    }
    return definition.placements().stream()
        .map(placement -> placement.node())
        .filter(SubprocessNode.class::isInstance)
        .map(node -> ((SubprocessNode) node).source())
        .filter(SubprocessSource.Inline.class::isInstance)
        .map(source -> ((SubprocessSource.Inline) source).definition())
        .filter(inline -> inline.name().equals(request.workflow()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody deployed " + request.workflow()));
  }
}
