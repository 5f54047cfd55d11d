package io.millrace.domain.state;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.NodeNo;
import org.pcollections.PVector;

/**
 * An instance that undoes its completed work. Never changes while that goes on, so that it is not
 * written with every step: how far it has come follows from the compensations that were begun.
 *
 * @param error why
 * @param nodes the nodes to undo, in order
 */
public record Rollback(ErrorInfo error, PVector<NodeNo> nodes) {}
