package io.millrace.contract.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * Give a signal to the instance; it waits for its node if it comes early.
 *
 * @param instanceId the instance
 * @param reason why, for people, or null
 * @param by who, or null
 * @param name the signal's name
 * @param payload the output of the node that waits for it; absent is null
 */
public record SendSignal(
    InstanceId instanceId,
    @Nullable String reason,
    @Nullable String by,
    String name,
    JsonNode payload)
    implements Control {

  /** Checks the fields. */
  public SendSignal {
    ControlFields.check(instanceId, reason, by);
    Fields.text("name", name);
    Fields.json("payload", payload);
    payload = payload == null ? NullNode.getInstance() : payload;
  }
}
