package io.millrace.contract.message;

import io.millrace.contract.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * Start an ended instance again at its failed nodes; completed nodes keep their outputs.
 *
 * @param instanceId the instance
 * @param reason why, for people, or null
 * @param by who, or null
 */
public record RetryInstance(InstanceId instanceId, @Nullable String reason, @Nullable String by)
    implements Control {

  /** Checks the fields. */
  public RetryInstance {
    ControlFields.check(instanceId, reason, by);
  }
}
