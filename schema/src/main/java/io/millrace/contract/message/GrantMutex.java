package io.millrace.contract.message;

import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * The instance may go on with its mutex; internal, written by the mutex topology.
 *
 * @param instanceId the instance
 * @param reason why, for people, or null
 * @param by who, or null
 * @param key the mutex
 */
public record GrantMutex(
    InstanceId instanceId, @Nullable String reason, @Nullable String by, String key)
    implements Control {

  /** Checks the fields. */
  public GrantMutex {
    ControlFields.check(instanceId, reason, by);
    Fields.text("key", key);
  }
}
