package io.millrace.topology;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.millrace.contract.InstanceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The children that a node asked for and that may still run. There is at most one that it waits
 * for; the others are those whose attempts ended before it was known which instances they are.
 *
 * @param children the oldest attempt first
 */
record AwaitedChildren(List<Child> children) {

  /**
   * A child.
   *
   * @param attempt the attempt that asked for it
   * @param id the instance, or null as long as nobody knows
   * @param over whether nobody waits for it any more, so that it is to be cancelled when it comes
   */
  record Child(int attempt, @Nullable InstanceId id, boolean over) {}

  static final AwaitedChildren NONE = new AwaitedChildren(List.of());

  /** Copies the list. */
  AwaitedChildren {
    children = List.copyOf(children);
  }

  @JsonIgnore
  boolean isEmpty() {
    return children.isEmpty();
  }

  @Nullable Child ofAttempt(int attempt) {
    return children.stream().filter(child -> child.attempt() == attempt).findFirst().orElse(null);
  }

  /** The one that the node waits for, or null. */
  @Nullable Child awaited() {
    return children.stream().filter(child -> !child.over()).findFirst().orElse(null);
  }

  /** The same with a child, which takes the place of what was known of its attempt. */
  AwaitedChildren with(Child child) {
    List<Child> all = new ArrayList<>(without(child.attempt()).children);
    all.add(child);
    return new AwaitedChildren(all);
  }

  AwaitedChildren without(int attempt) {
    return new AwaitedChildren(
        children.stream().filter(child -> child.attempt() != attempt).toList());
  }
}
