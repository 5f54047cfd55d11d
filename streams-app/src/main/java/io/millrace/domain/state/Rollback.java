package io.millrace.domain.state;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.NodeNo;
import org.pcollections.PVector;

/**
 * An instance that undoes its completed work.
 *
 * @param error why
 * @param remaining the nodes still to undo, in order
 */
public record Rollback(ErrorInfo error, PVector<NodeNo> remaining) {

  /** Without a node whose undoing has begun. */
  Rollback begun(NodeNo node) {
    return new Rollback(error, remaining.minus(node));
  }
}
