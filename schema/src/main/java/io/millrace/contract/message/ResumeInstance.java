package io.millrace.contract.message;

import io.millrace.contract.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * Go on after a pause.
 *
 * @param instanceId the instance
 * @param reason why, for people, or null
 * @param by who, or null
 */
public record ResumeInstance(InstanceId instanceId, @Nullable String reason, @Nullable String by)
    implements Control {

  /** Checks the fields. */
  public ResumeInstance {
    ControlFields.check(instanceId, reason, by);
  }
}
