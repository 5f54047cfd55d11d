package io.millrace.contract.event;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import java.util.List;

/**
 * The completed work is being undone.
 *
 * @param error why the instance rolls back
 * @param nodes the nodes to undo, in order
 */
public record CompensationStarted(ErrorInfo error, List<NodeNo> nodes) implements Event {

  /** Checks the fields. */
  public CompensationStarted {
    Fields.present("error", error);
    nodes = Fields.list("nodes", nodes);
  }
}
