package io.millrace.domain.state;

import io.millrace.contract.NodeStatus;
import org.pcollections.IntTreePMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * One run of a block: which of its nodes were reached and how many of them are over. Derived from
 * the nodes.
 *
 * @param members the numbers of the nodes ever reached, in order
 * @param open the numbers of those under way
 * @param ended how many are over
 * @param unsuccessful the numbers of those that failed, timed out or were cancelled
 */
public record Frame(
    PVector<Integer> members,
    IntTreePMap<Boolean> open,
    int ended,
    IntTreePMap<Boolean> unsuccessful) {

  static final Frame EMPTY =
      new Frame(TreePVector.empty(), IntTreePMap.empty(), 0, IntTreePMap.empty());

  /** How many are under way or over. */
  public int begun() {
    return open.size() + ended;
  }

  Frame joined(int no) {
    return new Frame(members.plus(no), open, ended, unsuccessful);
  }

  Frame left(int no, NodeStatus status) {
    return switch (status) {
      case PENDING -> this;
      case SCHEDULED, RUNNING, RETRYING, WAITING ->
          new Frame(members, open.minus(no), ended, unsuccessful);
      case COMPLETED, SKIPPED -> new Frame(members, open, ended - 1, unsuccessful);
      case FAILED, CANCELLED, TIMEOUT ->
          new Frame(members, open, ended - 1, unsuccessful.minus(no));
    };
  }

  Frame entered(int no, NodeStatus status) {
    return switch (status) {
      case PENDING -> this;
      case SCHEDULED, RUNNING, RETRYING, WAITING ->
          new Frame(members, open.plus(no, true), ended, unsuccessful);
      case COMPLETED, SKIPPED -> new Frame(members, open, ended + 1, unsuccessful);
      case FAILED, CANCELLED, TIMEOUT ->
          new Frame(members, open, ended + 1, unsuccessful.plus(no, true));
    };
  }
}
