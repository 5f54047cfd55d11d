package io.millrace.contract.message;

import io.millrace.contract.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * Hold the instance: results are taken, nothing new starts.
 *
 * @param instanceId the instance
 * @param reason why, for people, or null
 * @param by who, or null
 */
public record PauseInstance(InstanceId instanceId, @Nullable String reason, @Nullable String by)
    implements Control {

  /** Checks the fields. */
  public PauseInstance {
    ControlFields.check(instanceId, reason, by);
  }
}
