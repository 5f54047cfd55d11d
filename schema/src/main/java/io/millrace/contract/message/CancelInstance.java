package io.millrace.contract.message;

import io.millrace.contract.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * End the instance; what runs is cancelled, its children too.
 *
 * @param instanceId the instance
 * @param reason why, for people, or null
 * @param by who, or null
 */
public record CancelInstance(InstanceId instanceId, @Nullable String reason, @Nullable String by)
    implements Control {

  /** Checks the fields. */
  public CancelInstance {
    ControlFields.check(instanceId, reason, by);
  }
}
