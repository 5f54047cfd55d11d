package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.ParentRef;
import io.millrace.contract.Problem;
import io.millrace.contract.event.InstanceCreated;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.message.Start;
import io.millrace.definition.InputValidator;
import io.millrace.domain.Command.StartInstance;
import io.millrace.domain.row.Rows;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.JsonSize;
import io.millrace.domain.state.MutexState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings instances into being, and sets them going when their time has come. */
final class StartDecider {

  private static final String MUTEX_KEY = "mutexKey";
  private static final String BUSINESS_KEY = "businessKey";
  private static final int KEY_LENGTH = 255;
  private static final int RETRIES = 100;

  private StartDecider() {}

  static Decision start(Journal journal, StartInstance command) {
    Start start = command.start();
    if (start.parent() != null && start.parent().levels() > journal.limits().nesting()) {
      return tooDeep(journal, start.parent());
    }
    List<Problem> problems = new ArrayList<>();
    fitting(start.input(), "/input", journal.limits(), problems);
    fitting(start.context(), "/context", journal.limits(), problems);
    if (start.context() != null && start.context().has(Rows.ENGINE)) {
      problems.add(
          new Problem(
              "reserved",
              "/context/" + Rows.ENGINE,
              "the property is reserved for the engine",
              "give it another name"));
    }
    if (!problems.isEmpty()) {
      return refused(ErrorCodes.INPUT_INVALID, problems);
    }
    InputValidator.Outcome input =
        new InputValidator(journal.definition().inputs()).check(start.input(), "/input");
    if (!input.isValid()) {
      return refused(ErrorCodes.INPUT_INVALID, input.problems());
    }
    String rule = Fitness.unkeepable(input.input());
    if (rule != null) {
      problems.add(
          new Problem(ErrorCodes.NOT_STORABLE, "/input", "with its defaults, " + rule, null));
    }
    fitting(input.input(), "/input", journal.limits(), problems);
    return problems.isEmpty()
        ? created(journal, command, input.input())
        : refused(ErrorCodes.INPUT_INVALID, problems);
  }

  private static Decision tooDeep(Journal journal, ParentRef parent) {
    String message =
        "Instance %s would start %s as a subprocess at level %d; at most %d levels are allowed. Does a workflow start itself?"
            .formatted(
                parent.instanceId(),
                journal.definition().name(),
                parent.levels(),
                journal.limits().nesting());
    return new Decision.Refused(
        new Refusal.StartInvalid(ErrorCodes.NESTED_TOO_DEEP, message, List.of()));
  }

  private static void fitting(
      @Nullable JsonNode json, String pointer, Limits limits, List<Problem> problems) {
    int bytes = JsonSize.of(json);
    if (bytes > limits.nodeBytes()) {
      problems.add(
          new Problem(
              ErrorCodes.INPUT_TOO_LARGE,
              pointer,
              "has " + bytes + " bytes as JSON; at most " + limits.nodeBytes() + " are allowed",
              "keep large data elsewhere and pass a reference to it"));
    }
  }

  private static Decision refused(String code, List<Problem> problems) {
    StringBuilder message = new StringBuilder("The start does not fit the workflow");
    String separator = ": ";
    for (Problem problem : problems) {
      message.append(separator).append(problem);
      separator = "; ";
    }
    return new Decision.Refused(
        new Refusal.StartInvalid(code, message.append('.').toString(), problems));
  }

  private static Decision created(Journal journal, StartInstance command, ObjectNode input) {
    Start start = command.start();
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    if (start.context() != null) {
      context.setAll(start.context());
    }
    StartKeys keys = new StartKeys(journal, command.id(), input, context);
    String businessKey;
    String mutexKey;
    try {
      businessKey =
          keys.key(start.businessKey(), journal.definition().config().businessKey(), BUSINESS_KEY);
      mutexKey = keys.key(start.mutexKey(), journal.definition().config().mutexKey(), MUTEX_KEY);
    } catch (EvaluationFailed e) {
      return new Decision.Refused(
          new Refusal.StartInvalid(e.error().code(), e.error().message(), List.of()));
    }
    businessKey = businessKey == null ? text(input.get(BUSINESS_KEY)) : businessKey;
    mutexKey = mutexKey == null ? text(context.get(MUTEX_KEY)) : mutexKey;
    if (mutexKey == null) {
      context.remove(MUTEX_KEY);
    } else {
      context.put(MUTEX_KEY, mutexKey);
    }
    record(journal, command, input, context, businessKey, mutexKey);
    return journal.accepted();
  }

  private static @Nullable String text(@Nullable JsonNode json) {
    String text = json == null ? null : json.textValue();
    return text == null || text.isBlank() || text.length() > KEY_LENGTH ? null : text;
  }

  private static void record(
      Journal journal,
      StartInstance command,
      ObjectNode input,
      ObjectNode context,
      @Nullable String businessKey,
      @Nullable String mutexKey) {
    Start start = command.start();
    Instant notBefore = Times.optionalMillis(start.notBefore());
    journal.record(
        new InstanceCreated(
            command.id(),
            command.definitionId(),
            journal.definition().name(),
            journal.definition().version(),
            start.externalId(),
            businessKey,
            mutexKey,
            start.priority() == null ? journal.definition().config().priority() : start.priority(),
            input,
            context,
            RETRIES,
            start.createdBy(),
            notBefore,
            start.parent(),
            command.surroundings().engineId()));
    if (notBefore == null || !notBefore.isAfter(journal.now())) {
      setGoing(journal);
    }
  }

  /** Nothing but its mutex can keep the instance from running now. */
  static void setGoing(Journal journal) {
    InstanceState state = journal.state();
    String mutexKey = state.origin().mutexKey();
    if (mutexKey != null && state.mutex() == MutexState.NONE) {
      Mutexes.queue(journal, mutexKey);
    } else if (state.mutex() != MutexState.QUEUED) {
      run(journal);
    }
  }

  /** Nodes may run. */
  static void run(Journal journal) {
    journal.record(
        new InstanceStarted(Launch.due(journal, journal.definition().config().timeout())));
    journal.todo(new Todo.Begin(FrameKey.TOP));
    Progress.run(journal);
  }
}
