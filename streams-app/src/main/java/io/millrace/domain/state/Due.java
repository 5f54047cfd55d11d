package io.millrace.domain.state;

import java.time.Instant;
import java.util.Comparator;

/**
 * A timer of a node.
 *
 * @param at when
 * @param node the node's number
 */
record Due(Instant at, int node) implements Comparable<Due> {

  private static final Comparator<Due> ORDER =
      Comparator.comparing(Due::at).thenComparingInt(Due::node);

  @Override
  public int compareTo(Due other) {
    return ORDER.compare(this, other);
  }
}
