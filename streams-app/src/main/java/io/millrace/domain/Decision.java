package io.millrace.domain;

import io.millrace.contract.event.Event;
import io.millrace.domain.state.InstanceState;
import java.util.List;

/** What the engine makes of a command. */
public sealed interface Decision {

  /**
   * It was taken.
   *
   * @param events what happened, in order; empty for duplicates and for what comes too late
   * @param state the state with these events applied, which saves the caller to apply them again
   */
  record Accepted(List<Event> events, InstanceState state) implements Decision {

    /** Copies the list. */
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /**
   * It cannot be meant for this instance, or there will be no instance; nothing happened.
   *
   * @param why the reason
   */
  record Refused(Refusal why) implements Decision {}
}
