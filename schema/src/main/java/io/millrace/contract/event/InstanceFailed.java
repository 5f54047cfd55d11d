package io.millrace.contract.event;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;

/**
 * The instance ended with an error.
 *
 * @param error why
 */
public record InstanceFailed(ErrorInfo error) implements Event {

  /** Checks the fields. */
  public InstanceFailed {
    Fields.present("error", error);
  }
}
