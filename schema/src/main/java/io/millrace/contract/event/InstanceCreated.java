package io.millrace.contract.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.ParentRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A start event was accepted.
 *
 * @param instanceId its id, so that a history needs nothing but its events
 * @param definitionId the row of {@code workflow_definitions} that it runs
 * @param workflow the workflow's name
 * @param version its version
 * @param externalId the caller's own id, or null
 * @param businessKey what the run is about, or null
 * @param mutexKey its mutex, or null
 * @param priority 0 to 100, higher first
 * @param input the inputs with defaults applied
 * @param context what expressions read as {@code context}
 * @param maxRetries how often the instance may be retried as a whole
 * @param createdBy who asked, or null
 * @param notBefore not to start earlier, or null
 * @param parent the node that waits for it, or null
 * @param engineId the engine that owns it
 */
public record InstanceCreated(
    InstanceId instanceId,
    long definitionId,
    String workflow,
    String version,
    @Nullable String externalId,
    @Nullable String businessKey,
    @Nullable String mutexKey,
    int priority,
    ObjectNode input,
    ObjectNode context,
    int maxRetries,
    @Nullable String createdBy,
    @Nullable Instant notBefore,
    @Nullable ParentRef parent,
    String engineId)
    implements Event {

  /** Checks the fields. */
  public InstanceCreated {
    Fields.present("instanceId", instanceId);
    Fields.present("workflow", workflow);
    Fields.present("version", version);
    Fields.present("input", input);
    Fields.present("context", context);
    Fields.present("engineId", engineId);
  }
}
