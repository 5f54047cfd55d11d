package io.millrace.contract.event;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.ParentRef;
import org.jspecify.annotations.Nullable;

/**
 * A start event was refused; there is no instance.
 *
 * @param workflow as the start gave it
 * @param version as the start gave it, or null
 * @param externalId as the start gave it, or null
 * @param businessKey as the start gave it, or null
 * @param parent the node that asked for it, or null
 * @param error why, all reasons in its details
 * @param existingInstanceId the instance that has this externalId already, or null
 */
public record StartRejected(
    String workflow,
    @Nullable String version,
    @Nullable String externalId,
    @Nullable String businessKey,
    @Nullable ParentRef parent,
    ErrorInfo error,
    @Nullable InstanceId existingInstanceId)
    implements Event {

  /** Checks the fields. */
  public StartRejected {
    Fields.present("workflow", workflow);
    Fields.present("error", error);
  }
}
