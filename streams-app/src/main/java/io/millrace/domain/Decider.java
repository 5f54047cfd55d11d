package io.millrace.domain;

import io.millrace.contract.InstanceId;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.domain.Command.ApplyControl;
import io.millrace.domain.Command.ApplyResult;
import io.millrace.domain.Command.FireTimers;
import io.millrace.domain.Command.StartInstance;
import io.millrace.domain.state.InstanceState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a command does to an instance. Pure: the same arguments give the same decision.
 * Duplicates and what comes too late are ordinary decisions without events.
 */
public final class Decider {

  private final Limits limits;

  /** A decider with these limits. */
  public Decider(Limits limits) {
    this.limits = limits;
  }

  /**
   * Decides.
   *
   * @param state the instance, or null if there is none
   * @param command what it is asked to do
   * @param definition what it runs: the definition that its start named
   * @param now the present time; decided times have milliseconds
   */
  public Decision decide(
      @Nullable InstanceState state, Command command, WorkflowDefinition definition, Instant now) {
    Journal journal =
        new Journal(state, definition, command.surroundings(), Times.millis(now), limits);
    if (state == null) {
      return switch (command) {
        case StartInstance start -> StartDecider.start(journal, start);
        case ApplyResult result -> unknown(result.result().instanceId());
        case ApplyControl control -> unknown(control.control().instanceId());
        case FireTimers timers ->
            throw new IllegalArgumentException("timers fire on instances that exist");
      };
    }
    return switch (command) {
      case StartInstance again -> journal.accepted();
      case ApplyResult result -> ResultDecider.apply(journal, result.result());
      case ApplyControl control -> ControlDecider.apply(journal, control.control());
      case FireTimers timers -> TimerDecider.fire(journal);
    };
  }

  private static Decision unknown(InstanceId id) {
    return new Decision.Refused(new Refusal.InstanceUnknown(id));
  }
}
