package io.millrace.contract.message;

import io.millrace.contract.Fields;
import io.millrace.contract.ParentRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every reader of a transition wants to know of its instance, as it stands after the
 * transition; so that dispatch and completions need no state of their own.
 *
 * @param workflow the workflow's name
 * @param version its version, or null for a start that was rejected before one was found
 * @param externalId the caller's own id, or null
 * @param businessKey what the run is about, or null
 * @param startedAt when it began to run, or null if it has not
 * @param parent the node that waits for it as its child, or null
 */
public record InstanceHeader(
    String workflow,
    @Nullable String version,
    @Nullable String externalId,
    @Nullable String businessKey,
    @Nullable Instant startedAt,
    @Nullable ParentRef parent) {

  /** Checks the fields. */
  public InstanceHeader {
    Fields.text("workflow", workflow);
  }
}
