package io.millrace.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import org.jspecify.annotations.Nullable;

/**
 * A signal came.
 *
 * @param name its name
 * @param payload what it brought
 * @param nodeNo the node that waited for it, or null if it is kept
 * @param kept whether it came before the node and was kept until now
 */
public record SignalReceived(
    String name,
    JsonNode payload,
    @Nullable NodeNo nodeNo,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean kept)
    implements Event {

  /** Checks the fields. */
  public SignalReceived {
    Fields.present("name", name);
    payload = payload == null ? NullNode.getInstance() : payload;
  }
}
