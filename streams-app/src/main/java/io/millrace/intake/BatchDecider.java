package io.millrace.intake;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Cause;
import io.millrace.contract.message.Start;
import io.millrace.domain.Circuits;
import io.millrace.domain.Command;
import io.millrace.domain.Decision;
import io.millrace.domain.Refusal;
import io.millrace.domain.Surroundings;
import io.millrace.domain.state.InstanceState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides the inputs of a batch one after the other, on what was loaded for it. */
final class BatchDecider {

  /**
   * What is known before the first decision.
   *
   * @param states the instances that exist, among those that the batch is about
   * @param workflows the definitions that they run; those that start events bring are added
   * @param starts what start events ask for
   * @param externalIds external ids that are taken
   */
  record Known(
      Map<InstanceId, InstanceState> states,
      Map<Long, Workflow> workflows,
      Map<WorkflowRef, WorkflowCatalog.Lookup> starts,
      Map<ExternalKey, InstanceId> externalIds) {

    /** The versions that start events lead to. */
    Set<WorkflowCatalog.Lookup.Found> versions() {
      Set<WorkflowCatalog.Lookup.Found> found = new HashSet<>();
      for (WorkflowCatalog.Lookup lookup : starts.values()) {
        if (lookup instanceof WorkflowCatalog.Lookup.Found version) {
          found.add(version);
        }
      }
      return found;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(BatchDecider.class);

  private final String engineId;
  private final String hostname;
  private final LongSupplier seeds;
  private final Known known;
  private final Instant now;
  private final Draft draft;
  private Circuits circuits;
  private final Map<ExternalKey, InstanceId> taken;
  private final Set<InstanceId> stuckTimers = new HashSet<>();
  private int ignored;

  BatchDecider(
      String engineId,
      String hostname,
      LongSupplier seeds,
      Known known,
      Instant now,
      LogLevel logLevel,
      Circuits circuits) {
    this.engineId = engineId;
    this.hostname = hostname;
    this.seeds = seeds;
    this.known = known;
    this.now = now;
    this.draft = new Draft(engineId, now, logLevel);
    this.circuits = circuits;
    this.taken = new HashMap<>(known.externalIds());
  }

  /** What the decisions so far amount to. */
  Draft draft() {
    return draft;
  }

  /** How many messages changed nothing. */
  int ignored() {
    return ignored;
  }

  /** Which executors have failed lately, after these decisions. */
  Circuits circuits() {
    return circuits;
  }

  private void noteCircuits(Decision.Accepted accepted) {
    circuits = circuits.after(accepted.state(), accepted.events(), now);
  }

  /** Instances whose timers could not be handled, because of a bug. */
  Set<InstanceId> stuckTimers() {
    return stuckTimers;
  }

  void decide(List<Input> inputs) {
    for (Input input : inputs) {
      try {
        decide(input);
      } catch (RuntimeException | StackOverflowError e) {
        stumble(input, e);
      }
    }
  }

  private void decide(Input input) {
    switch (input) {
      case Input.StartInput start -> start(start);
      case Input.ResultInput result ->
          step(
              result,
              new Command.ApplyResult(result.result(), surroundings()),
              new Cause(result.type(), result.work().place()),
              result.work());
      case Input.ControlInput control ->
          step(
              control,
              new Command.ApplyControl(control.control(), surroundings()),
              new Cause(control.type(), control.work().place()),
              control.work());
      case Input.TimerInput timer -> timer(timer);
      case Input.Unusable unusable -> draft.deadLetter(unusable.work(), unusable.reason());
    }
  }

  private void start(Input.StartInput input) {
    Start start = input.start();
    if (known.states().containsKey(input.instanceId())) {
      ignored++;
      return;
    }
    if (start.externalId() != null) {
      InstanceId first = taken.get(new ExternalKey(start.workflow(), start.externalId()));
      if (first != null) {
        reject(input, duplicate(start, first), first);
        return;
      }
    }
    switch (known.starts().get(WorkflowRef.of(start))) {
      case null -> throw new IllegalStateException("nobody looked up " + start.workflow());
      case WorkflowCatalog.Lookup.Missing missing ->
          reject(input, ErrorInfo.permanent(missing.code(), missing.message()), null);
      case WorkflowCatalog.Lookup.Found found -> begin(input, found.workflow());
    }
  }

  private void begin(Input.StartInput input, Workflow workflow) {
    Start start = input.start();
    Command command =
        new Command.StartInstance(
            input.instanceId(), workflow.definitionId(), start, surroundings());
    switch (workflow.decide(null, command, now)) {
      case Decision.Refused refused -> reject(input, refused.why().error(), null);
      case Decision.Accepted accepted -> {
        noteCircuits(accepted);
        draft.accept(
            null,
            accepted.state(),
            accepted.events(),
            new Cause(Start.TYPE, input.work().place()),
            trace(input.work()));
        known.workflows().put(workflow.definitionId(), workflow);
        if (start.externalId() != null) {
          taken.put(new ExternalKey(start.workflow(), start.externalId()), input.instanceId());
        }
      }
    }
  }

  private void timer(Input.TimerInput input) {
    InstanceState state = latest(input.instanceId());
    Instant due = state == null ? null : state.nextDue();
    if (due == null || due.isAfter(now)) {
      return;
    }
    step(input, new Command.FireTimers(surroundings()), new Cause("timer", due.toString()), null);
  }

  private void step(
      Input.ForInstance input, Command command, Cause cause, Work.@Nullable Received work) {
    InstanceState state = latest(input.instanceId());
    if (state == null) {
      refuse(work, new Refusal.InstanceUnknown(input.instanceId()));
      return;
    }
    Workflow workflow = known.workflows().get(state.origin().definitionId());
    if (workflow == null) {
      throw new IllegalStateException(
          "definition %d of instance %s cannot be read"
              .formatted(state.origin().definitionId(), state.id()));
    }
    switch (workflow.decide(state, command, now)) {
      case Decision.Refused refused -> refuse(work, refused.why());
      case Decision.Accepted accepted when accepted.events().isEmpty() -> ignored++;
      case Decision.Accepted accepted -> {
        noteCircuits(accepted);
        draft.accept(
            known.states().get(state.id()),
            accepted.state(),
            accepted.events(),
            cause,
            work == null ? null : trace(work));
      }
    }
  }

  /** The instance after the decisions so far, or null if there is none. */
  @Nullable InstanceState latest(InstanceId id) {
    InstanceState current = draft.current(id);
    return current == null ? known.states().get(id) : current;
  }

  private void refuse(Work.@Nullable Received work, Refusal why) {
    if (work == null) {
      LOG.warn("A timer was refused: {}", why.message());
    } else {
      draft.deadLetter(work, new DeadLetter.Reason(why.code(), "", why.message()));
    }
  }

  private void reject(Input.StartInput input, ErrorInfo error, @Nullable InstanceId existing) {
    Start start = input.start();
    draft.reject(
        input,
        new StartRejected(
            start.workflow(),
            start.version(),
            start.externalId(),
            start.businessKey(),
            start.parent(),
            error,
            existing),
        trace(input.work()));
  }

  private static ErrorInfo duplicate(Start start, InstanceId first) {
    return new ErrorInfo(
        "external-id-taken",
        "Workflow %s was already started with externalId \"%s\": instance %s. Use another externalId for another run."
            .formatted(start.workflow(), start.externalId(), first),
        false,
        Json.mapper().createObjectNode().put("existingInstanceId", first.value()));
  }

  /** A bug must not stop everybody else: the record is put aside, a timer is tried again later. */
  private void stumble(Input input, Throwable e) {
    switch (input.work()) {
      case Work.Due due -> {
        LOG.error("The timers of instance {} cannot be handled", due.instanceId(), e);
        stuckTimers.add(due.instanceId());
      }
      case Work.Received received -> {
        LOG.error("The record {} cannot be handled", received.place(), e);
        draft.deadLetter(
            received, new DeadLetter.Reason("engine-fault", "", String.valueOf(e.getMessage())));
      }
    }
  }

  private Surroundings surroundings() {
    return new Surroundings(engineId, hostname, seeds.getAsLong(), circuits);
  }

  private static @Nullable String trace(Work.Received work) {
    String trace = CloudEvents.read(work.record().headers(), CloudEvents.TRACE_PARENT);
    return trace != null && TraceParent.isValid(trace) ? trace : null;
  }
}
