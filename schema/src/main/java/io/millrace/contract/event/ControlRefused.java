package io.millrace.contract.event;

import io.millrace.contract.Fields;

/**
 * A control did not fit the state; nothing changed.
 *
 * @param control the type of the control
 * @param code stable, for programs
 * @param reason why, for people
 */
public record ControlRefused(String control, String code, String reason) implements Event {

  /** Checks the fields. */
  public ControlRefused {
    Fields.present("control", control);
    Fields.present("code", code);
    Fields.present("reason", reason);
  }
}
