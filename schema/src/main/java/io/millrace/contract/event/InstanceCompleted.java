package io.millrace.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/**
 * All is done.
 *
 * @param output the workflow's output
 */
public record InstanceCompleted(JsonNode output) implements Event {

  /** Checks the fields. */
  public InstanceCompleted {
    output = output == null ? NullNode.getInstance() : output;
  }
}
