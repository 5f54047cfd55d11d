package io.millrace.expression;

import java.util.HashSet;
import java.util.Set;

/**
 * What an expression reads, as far as its text tells.
 *
 * @param roots the root names: {@code input}, {@code nodes}, {@code $item} …
 * @param nodeIds the ids of the nodes it names
 * @param unknownProperties what it reads of nodes that no node has, such as {@code a.outptu}
 * @param secrets the names of the secrets it inserts
 */
public record References(
    Set<String> roots, Set<String> nodeIds, Set<String> unknownProperties, Set<String> secrets) {

  static final References NONE = new References(Set.of(), Set.of(), Set.of(), Set.of());

  /** Copies the sets. */
  public References {
    roots = Set.copyOf(roots);
    nodeIds = Set.copyOf(nodeIds);
    unknownProperties = Set.copyOf(unknownProperties);
    secrets = Set.copyOf(secrets);
  }

  References and(References other) {
    if (other.equals(NONE)) {
      return this;
    }
    return new References(
        union(roots, other.roots),
        union(nodeIds, other.nodeIds),
        union(unknownProperties, other.unknownProperties),
        union(secrets, other.secrets));
  }

  private static Set<String> union(Set<String> one, Set<String> two) {
    Set<String> all = new HashSet<>(one);
    all.addAll(two);
    return all;
  }
}
