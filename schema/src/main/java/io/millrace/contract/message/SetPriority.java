package io.millrace.contract.message;

import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * Change the instance's priority.
 *
 * @param instanceId the instance
 * @param reason why, for people, or null
 * @param by who, or null
 * @param priority 0 to 100, higher first
 */
public record SetPriority(
    InstanceId instanceId, @Nullable String reason, @Nullable String by, Integer priority)
    implements Control {

  /** Checks the fields. */
  public SetPriority {
    ControlFields.check(instanceId, reason, by);
    Fields.present("priority", priority);
    Fields.optionalRange("priority", priority, 0, 100);
  }
}
