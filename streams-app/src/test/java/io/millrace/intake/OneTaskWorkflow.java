package io.millrace.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.NodeType;
import io.millrace.contract.event.ControlRefused;
import io.millrace.contract.event.EngineChanged;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceCancelled;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceCreated;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.event.InstanceTimedOut;
import io.millrace.contract.event.NodeCancelled;
import io.millrace.contract.event.NodeCompleted;
import io.millrace.contract.event.NodeFailed;
import io.millrace.contract.event.NodeRetryScheduled;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.event.NodeStarted;
import io.millrace.contract.event.PriorityChanged;
import io.millrace.contract.event.SignalReceived;
import io.millrace.contract.message.CancelInstance;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.SendSignal;
import io.millrace.contract.message.SetPriority;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.contract.message.TaskHeartbeat;
import io.millrace.contract.message.TaskStarted;
import io.millrace.domain.Command;
import io.millrace.domain.Decision;
import io.millrace.domain.Refusal;
import io.millrace.domain.state.Evolver;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for a real definition, so that tests of intake depend on intake: one task. Its input
 * may say {@code timeoutMs} and {@code retryMs}, that it is {@code invalid}, or that deciding on it
 * is a {@code bug}.
 */
record OneTaskWorkflow(long definitionId, String name, String version) implements Workflow {

  private static final NodeNo WORK = new NodeNo(1);

  @Override
  public Decision decide(@Nullable InstanceState state, Command command, Instant now) {
    if (command instanceof Command.StartInstance start) {
      return start(start, now);
    }
    InstanceState known = Objects.requireNonNull(state);
    if (known.origin().input().path("bug").asBoolean()) {
      throw new IllegalStateException("the decider has a bug");
    }
    List<Event> events = new ArrayList<>();
    if (!known.engineId().equals(command.surroundings().engineId())) {
      events.add(new EngineChanged(command.surroundings().engineId()));
    }
    List<Event> step =
        switch (command) {
          case Command.StartInstance start -> throw new IllegalStateException("started twice");
          case Command.ApplyResult result -> result(known, result.result(), now);
          case Command.ApplyControl control -> control(known, control.control());
          case Command.FireTimers timers -> timers(known, now);
        };
    if (step.isEmpty()) {
      return new Decision.Accepted(List.of(), known);
    }
    events.addAll(step);
    return accepted(known, events, now);
  }

  private Decision start(Command.StartInstance command, Instant now) {
    Start start = command.start();
    if (start.input().path("invalid").asBoolean()) {
      return new Decision.Refused(
          new Refusal.StartInvalid("input-invalid", "The input is not valid.", List.of()));
    }
    ObjectNode context = Json.mapper().createObjectNode();
    if (start.context() != null) {
      context.setAll(start.context());
    }
    long timeout = start.input().path("timeoutMs").asLong();
    return accepted(
        null,
        List.of(
            new InstanceCreated(
                command.id(),
                definitionId,
                name,
                version,
                start.externalId(),
                start.businessKey(),
                null,
                start.priority() == null ? 50 : start.priority(),
                start.input(),
                context,
                3,
                start.createdBy(),
                null,
                null,
                command.surroundings().engineId()),
            new InstanceStarted(timeout == 0 ? null : now.plusMillis(timeout)),
            scheduled(1, start.input())),
        now);
  }

  private static List<Event> result(InstanceState state, Result result, Instant now) {
    NodeState node = state.nodes().get(WORK);
    if (!node.open() || node.attempt() != result.attempt()) {
      return List.of();
    }
    int attempt = node.attempt();
    return switch (result) {
      case TaskStarted started ->
          List.of(
              new NodeStarted(
                  WORK, attempt, started.claimId(), started.engineId(), started.startedAt()));
      case TaskHeartbeat heartbeat -> List.of();
      case TaskCompleted done ->
          List.of(
              new NodeCompleted(WORK, attempt, done.output(), done.engineId(), done.startedAt()),
              new InstanceCompleted(Json.mapper().createObjectNode().set("work", done.output())));
      case TaskFailed failed -> failed(state, failed, now);
    };
  }

  private static List<Event> failed(InstanceState state, TaskFailed failed, Instant now) {
    JsonNode retry = state.origin().input().path("retryMs");
    if (retry.isNumber() && failed.attempt() < 2) {
      return List.of(
          new NodeRetryScheduled(
              WORK,
              failed.attempt(),
              failed.error(),
              now.plusMillis(retry.asLong()),
              failed.engineId(),
              failed.startedAt()));
    }
    return List.of(
        new NodeFailed(
            WORK, failed.attempt(), failed.error(), false, failed.engineId(), failed.startedAt()),
        new InstanceFailed(failed.error()));
  }

  private static List<Event> control(InstanceState state, Control control) {
    if (state.status().ended()) {
      return List.of(new ControlRefused("instance.cancel", "ended", "It has ended."));
    }
    return switch (control) {
      case CancelInstance cancel ->
          List.of(
              new NodeCancelled(WORK, "instance"),
              new InstanceCancelled(cancel.reason(), cancel.by()));
      case SetPriority priority -> List.of(new PriorityChanged(priority.priority(), null, null));
      case SendSignal signal ->
          List.of(new SignalReceived(signal.name(), signal.payload(), null, false));
      default -> List.of(new ControlRefused("other", "not-here", "Not part of these tests."));
    };
  }

  private static List<Event> timers(InstanceState state, Instant now) {
    Instant due = state.lifetime().dueAt();
    if (due != null && !due.isAfter(now)) {
      return List.of(
          new NodeCancelled(WORK, "time-out"),
          new InstanceTimedOut(ErrorInfo.permanent("timeout", "Its time ran out.")));
    }
    NodeState node = state.nodes().get(WORK);
    if (node.status() == NodeStatus.RETRYING && !state.nodes().due(now, 1).isEmpty()) {
      return List.of(scheduled(node.attempt() + 1, state.origin().input()));
    }
    return List.of();
  }

  private static NodeScheduled scheduled(int attempt, JsonNode config) {
    return new NodeScheduled(
        WORK,
        "work",
        null,
        NodeType.TASK,
        null,
        null,
        null,
        null,
        List.of(),
        "noop",
        false,
        false,
        attempt,
        3,
        null,
        config,
        List.of(),
        null,
        null,
        null);
  }

  private static Decision accepted(
      @Nullable InstanceState before, List<Event> events, Instant now) {
    InstanceState state = before;
    for (Event event : events) {
      state = Evolver.evolve(state, event, now);
    }
    return new Decision.Accepted(events, Objects.requireNonNull(state));
  }
}
