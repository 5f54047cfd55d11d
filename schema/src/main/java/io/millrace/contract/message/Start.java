package io.millrace.contract.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Fields;
import io.millrace.contract.ParentRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a new instance of a workflow; the value of a start event ({@code workflow.start}).
 *
 * @param workflow the name of a deployed workflow
 * @param version an exact version, or null for the active one
 * @param externalId the caller's own id of this run, unique per workflow, or null
 * @param businessKey what the run is about, for look-ups and as the key of the completion, or null
 * @param mutexKey at most one instance with this key runs at a time, or null
 * @param priority 0 to 100, higher first, or null for the definition's
 * @param input the workflow's inputs; absent is empty
 * @param context what expressions read as {@code context}, beside what the engine adds, or null
 * @param createdBy who asked, or null
 * @param notBefore not to start earlier than this, or null for at once
 * @param parent the node that waits for this instance as its child, or null
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    requireTypeIdForSubtypes = OptBoolean.FALSE)
@JsonTypeName(Start.TYPE)
public record Start(
    String workflow,
    @Nullable String version,
    @Nullable String externalId,
    @Nullable String businessKey,
    @Nullable String mutexKey,
    @Nullable Integer priority,
    ObjectNode input,
    @Nullable ObjectNode context,
    @Nullable String createdBy,
    @Nullable Instant notBefore,
    @Nullable ParentRef parent) {

  /** The message's type. */
  public static final String TYPE = "workflow.start";

  /**
   * Checks the fields; an absent input is an empty one.
   *
   * @throws io.millrace.contract.InvalidField if a field breaks its rule
   */
  public Start {
    Fields.text("workflow", workflow);
    Fields.optionalText("version", version);
    Fields.optionalText("externalId", externalId);
    Fields.optionalText("businessKey", businessKey);
    Fields.optionalText("mutexKey", mutexKey);
    Fields.optionalRange("priority", priority, 0, 100);
    Fields.optionalText("createdBy", createdBy);
    Fields.json("input", input);
    Fields.json("context", context);
    input = input == null ? JsonNodeFactory.instance.objectNode() : input;
  }
}
