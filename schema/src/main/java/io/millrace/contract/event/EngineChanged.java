package io.millrace.contract.event;

import io.millrace.contract.Fields;

/**
 * Another engine owns the instance.
 *
 * @param engineId the new owner
 */
public record EngineChanged(String engineId) implements Event {

  /** Checks the fields. */
  public EngineChanged {
    Fields.present("engineId", engineId);
  }
}
