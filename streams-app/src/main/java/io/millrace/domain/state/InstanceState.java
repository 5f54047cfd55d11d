package io.millrace.domain.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.message.InstanceHeader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.pcollections.PVector;

/**
 * An instance: exactly what its row and its nodes' rows hold. Its only source is the fold of its
 * events through {@link Evolver}, and {@link #sealed} for its position.
 *
 * @param origin what never changes
 * @param status how it stands
 * @param priority 0 to 100, higher first
 * @param engineId the engine that owns it
 * @param lifetime its times
 * @param retryCount how often it was retried as a whole
 * @param output its output once completed, else null
 * @param error why it ended without one, else null
 * @param mutex how it stands to its mutex
 * @param signals signals that came before their nodes, oldest first, by name
 * @param rollback set while completed work is undone
 * @param nodes its nodes
 * @param position how far its history has come
 */
public record InstanceState(
    Origin origin,
    InstanceStatus status,
    int priority,
    String engineId,
    Lifetime lifetime,
    int retryCount,
    @Nullable JsonNode output,
    @Nullable ErrorInfo error,
    MutexState mutex,
    PMap<String, PVector<JsonNode>> signals,
    @Nullable Rollback rollback,
    Nodes nodes,
    Position position) {

  /** The instance's id. */
  public InstanceId id() {
    return origin.id();
  }

  /**
   * When the engine must look at the instance again, if nothing comes before: the earliest timer of
   * the instance or a node. Null if no timer is armed; timers of what is paused, queued for its
   * mutex or over do not run.
   */
  public @Nullable Instant nextDue() {
    return switch (status) {
      case RUNNING -> earlier(lifetime.dueAt(), nodes.nextDue());
      case PENDING -> mutex == MutexState.QUEUED ? null : lifetime.dueAt();
      case PAUSED, COMPLETED, FAILED, CANCELLED, TIMEOUT -> null;
    };
  }

  /** What readers of its transitions want to know of it. */
  public InstanceHeader header() {
    return new InstanceHeader(
        origin.workflow(),
        origin.version(),
        origin.externalId(),
        origin.businessKey(),
        lifetime.startedAt(),
        origin.parent());
  }

  /**
   * The state after its events were sealed into a transition, and its rows written.
   *
   * @param sequence the transition's
   * @param hash the transition's, 64 hexadecimal digits
   */
  public InstanceState sealed(long sequence, String hash) {
    StateDraft draft = new StateDraft(this);
    draft.position = new Position(sequence, hash);
    draft.nodes = nodes.untouched();
    return draft.done();
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
