package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/**
 * What an operator or another system does to the instance.
 *
 * @param at when, in milliseconds after the start
 * @param kind what
 * @param name the signal's or the node's name; empty for the others
 * @param payload the signal's payload or the node's output; null for the others
 */
public record Operation(long at, Kind kind, String name, JsonNode payload) {

  /** The operations. */
  public enum Kind {
    /** Start nothing more for now. */
    PAUSE,
    /** Go on. */
    RESUME,
    /** End it. */
    CANCEL,
    /** Start again at the failed nodes. */
    RETRY,
    /** Give a signal. */
    SIGNAL,
    /** Treat an open top-level node as skipped. */
    SKIP,
    /** Treat an open top-level node as completed. */
    COMPLETE
  }

  /** An operation on the instance as a whole. */
  public static Operation of(long at, Kind kind) {
    return new Operation(at, kind, "", NullNode.getInstance());
  }
}
