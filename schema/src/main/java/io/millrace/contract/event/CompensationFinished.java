package io.millrace.contract.event;

import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import java.util.List;

/**
 * The undoing is over.
 *
 * @param failed the nodes that could not be undone
 */
public record CompensationFinished(List<NodeNo> failed) implements Event {

  /** Checks the fields. */
  public CompensationFinished {
    failed = Fields.list("failed", failed);
  }
}
