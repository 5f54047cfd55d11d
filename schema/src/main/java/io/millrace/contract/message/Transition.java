package io.millrace.contract.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InvalidField;
import io.millrace.contract.event.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision of the engine on one instance: the events that follow from one cause, in order.
 *
 * @param instanceId the instance
 * @param sequence counts the instance's transitions from 1 without gaps
 * @param previousHash the predecessor's hash, 64 hexadecimal digits; zeros for the first
 * @param at when it was decided; the time of all its events
 * @param cause what led to it
 * @param engineId the engine that decided
 * @param instance what readers want to know of the instance, after this transition
 * @param events what happened, at least one
 * @param hash SHA-256 of the record's bytes without this field, 64 hexadecimal digits; null only
 *     until {@link TransitionCodec} has sealed it
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    requireTypeIdForSubtypes = OptBoolean.FALSE)
@JsonTypeName(Transition.TYPE)
public record Transition(
    InstanceId instanceId,
    long sequence,
    String previousHash,
    Instant at,
    Cause cause,
    String engineId,
    InstanceHeader instance,
    List<Event> events,
    @Nullable String hash) {

  /** The message's type. */
  public static final String TYPE = "instance.transition";

  /** The predecessor's hash of an instance's first transition. */
  public static final String NO_HASH = "0".repeat(64);

  /** Checks the fields. */
  public Transition {
    Fields.present("instanceId", instanceId);
    Fields.atLeast("sequence", sequence, 1);
    Fields.hash("previousHash", previousHash);
    Fields.present("at", at);
    Fields.present("cause", cause);
    Fields.text("engineId", engineId);
    Fields.present("instance", instance);
    events = Fields.list("events", events);
    if (events.isEmpty()) {
      throw new InvalidField("events", "must not be empty");
    }
    if (hash != null) {
      Fields.hash("hash", hash);
    }
  }
}
