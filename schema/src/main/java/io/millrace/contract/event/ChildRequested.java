package io.millrace.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import org.jspecify.annotations.Nullable;

/**
 * A subprocess asks for a child instance.
 *
 * @param nodeNo the node
 * @param attempt which attempt, from 1
 * @param workflow the child's workflow
 * @param version its version, or null for the active one
 * @param input its inputs
 * @param detached whether nobody waits for it
 * @param fallback whether it takes the place of another workflow that failed
 * @param error why that failed, or null
 */
public record ChildRequested(
    NodeNo nodeNo,
    int attempt,
    String workflow,
    @Nullable String version,
    ObjectNode input,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean detached,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean fallback,
    @Nullable ErrorInfo error)
    implements NodeEvent {

  /** Checks the fields. */
  public ChildRequested {
    Fields.present("nodeNo", nodeNo);
    Fields.present("workflow", workflow);
    Fields.present("input", input);
    Fields.atLeast("attempt", attempt, 1);
  }
}
