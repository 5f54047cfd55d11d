package io.millrace.domain;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Start;

/** What an instance may be asked to do. */
public sealed interface Command {

  /** Where it is decided. */
  Surroundings surroundings();

  /**
   * Begin to exist.
   *
   * @param id the id that follows from the start event's place in the log
   * @param definitionId the row of {@code workflow_definitions} to run
   * @param start the start event
   */
  record StartInstance(InstanceId id, long definitionId, Start start, Surroundings surroundings)
      implements Command {}

  /**
   * Take what a worker says of a task.
   *
   * @param result the message
   */
  record ApplyResult(Result result, Surroundings surroundings) implements Command {}

  /**
   * Do what an operator or a topology asks.
   *
   * @param control the message
   */
  record ApplyControl(Control control, Surroundings surroundings) implements Command {}

  /** Do what has fallen due by now; if more is due than one decision may hold, the next goes on. */
  record FireTimers(Surroundings surroundings) implements Command {}
}
