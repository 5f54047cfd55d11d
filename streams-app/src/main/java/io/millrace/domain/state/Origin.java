package io.millrace.domain.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.ParentRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is from its creation on, never to change.
 *
 * @param id the instance
 * @param definitionId the row of {@code workflow_definitions} that it runs
 * @param workflow the workflow's name
 * @param version its version
 * @param externalId the caller's own id, or null
 * @param businessKey what the run is about, or null
 * @param mutexKey its mutex, or null
 * @param input the inputs with defaults applied
 * @param context the caller's context
 * @param maxRetries how often the instance may be retried as a whole
 * @param createdBy who asked for it, or null
 * @param notBefore not to start earlier, or null
 * @param parent the node that waits for it, or null
 * @param createdAt when its start was accepted
 */
public record Origin(
    InstanceId id,
    long definitionId,
    String workflow,
    String version,
    @Nullable String externalId,
    @Nullable String businessKey,
    @Nullable String mutexKey,
    ObjectNode input,
    ObjectNode context,
    int maxRetries,
    @Nullable String createdBy,
    @Nullable Instant notBefore,
    @Nullable ParentRef parent,
    Instant createdAt) {}
