package io.millrace.contract.event;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;

/**
 * The instance's time ran out.
 *
 * @param error which time-out
 */
public record InstanceTimedOut(ErrorInfo error) implements Event {

  /** Checks the fields. */
  public InstanceTimedOut {
    Fields.present("error", error);
  }
}
