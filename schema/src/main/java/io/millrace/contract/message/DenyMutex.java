package io.millrace.contract.message;

import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * The mutex is taken and the instance does not want to wait for it; internal, written by the mutex
 * topology.
 *
 * @param instanceId the instance
 * @param reason why, for people, or null
 * @param by who, or null
 * @param key the mutex
 * @param holder the instance that has it
 */
public record DenyMutex(
    InstanceId instanceId,
    @Nullable String reason,
    @Nullable String by,
    String key,
    InstanceId holder)
    implements Control {

  /** Checks the fields. */
  public DenyMutex {
    ControlFields.check(instanceId, reason, by);
    Fields.text("key", key);
    Fields.present("holder", holder);
  }
}
