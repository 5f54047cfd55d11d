package io.millrace.contract.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells the world that an instance has ended, or that a start was rejected.
 *
 * @param type how it ended
 * @param instanceId the instance; for a rejected start the id it would have had
 * @param workflow the workflow's name as the start gave it
 * @param version the version that ran, or null if none was found
 * @param status completed, failed, cancelled, timeout, or rejected
 * @param externalId the caller's own id, or null
 * @param businessKey what the run was about, or null
 * @param output the output if it completed, else null
 * @param error the error if it did not complete, else null
 * @param startedAt when it began to run, or null if it never did
 * @param completedAt when it ended
 * @param sequence of the transition that ended it; with the instance's id it names this event
 */
public record Completion(
    CompletionType type,
    InstanceId instanceId,
    String workflow,
    @Nullable String version,
    String status,
    @Nullable String externalId,
    @Nullable String businessKey,
    @Nullable JsonNode output,
    @Nullable ErrorInfo error,
    @Nullable Instant startedAt,
    Instant completedAt,
    long sequence) {

  /** Checks the fields. */
  public Completion {
    Fields.present("type", type);
    Fields.present("instanceId", instanceId);
    Fields.text("workflow", workflow);
    Fields.oneOf("status", status, "completed", "failed", "cancelled", "timeout", "rejected");
    Fields.present("completedAt", completedAt);
    Fields.atLeast("sequence", sequence, 1);
  }
}
