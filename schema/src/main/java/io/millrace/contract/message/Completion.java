package io.millrace.contract.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.CloudEvents;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceCancelled;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.InstanceTimedOut;
import io.millrace.contract.event.StartRejected;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private static final String SOURCE = "millrace/completions";

  /** Checks the fields. */
  public Completion {
    Fields.present("type", type);
    Fields.present("instanceId", instanceId);
    Fields.text("workflow", workflow);
    Fields.oneOf("status", status, "completed", "failed", "cancelled", "timeout", "rejected");
    Fields.present("completedAt", completedAt);
    Fields.atLeast("sequence", sequence, 1);
  }

  /** What a transition tells the world; empty if it ended nothing. */
  public static List<Completion> of(Transition transition) {
    return transition.events().stream()
        .map(event -> of(transition, event))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The key of its record: what belongs to one business key stays in order. */
  public String key() {
    return businessKey == null ? instanceId.toString() : businessKey;
  }

  /**
   * The headers of its record.
   *
   * @param traceParent the trace that the transition belongs to, or null if none is known
   */
  public Map<String, String> headers(@Nullable String traceParent) {
    return CloudEvents.headers(
        instanceId + "/" + sequence, type.code(), SOURCE, completedAt, traceParent);
  }

  private static @Nullable Completion of(Transition transition, Event event) {
    return switch (event) {
      case InstanceCompleted e ->
          of(
              transition,
              CompletionType.COMPLETED,
              InstanceStatus.COMPLETED.code(),
              e.output(),
              null);
      case InstanceFailed e ->
          of(transition, CompletionType.FAILED, InstanceStatus.FAILED.code(), null, e.error());
      case InstanceTimedOut e ->
          of(transition, CompletionType.TIMED_OUT, InstanceStatus.TIMEOUT.code(), null, e.error());
      case InstanceCancelled e ->
          of(
              transition,
              CompletionType.CANCELLED,
              InstanceStatus.CANCELLED.code(),
              null,
              ErrorInfo.permanent("cancelled", e.reason() == null ? "cancelled" : e.reason()));
      case StartRejected e ->
          of(transition, CompletionType.START_REJECTED, "rejected", null, e.error());
      default -> null;
    };
  }

  private static Completion of(
      Transition transition,
      CompletionType type,
      String status,
      @Nullable JsonNode output,
      @Nullable ErrorInfo error) {
    InstanceHeader instance = transition.instance();
    return new Completion(
        type,
        transition.instanceId(),
        instance.workflow(),
        instance.version(),
        status,
        instance.externalId(),
        instance.businessKey(),
        output,
        error,
        instance.startedAt(),
        transition.at(),
        transition.sequence());
  }
}
