package io.millrace.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that the expressions of one definition may use.
 *
 * @param nodeIds the ids of the definition's nodes: a reference to another id is an error, and
 *     {@code nodes.a-b.output} means the node {@code a-b} if there is one; null when they are not
 *     known
 * @param secrets whether {@code secrets.<name>} may be used
 */
public record Vocabulary(@Nullable Set<String> nodeIds, boolean secrets) {

  /** Any node id, no secrets. */
  public static final Vocabulary ANY = new Vocabulary(null, false);

  /** Copies the ids. */
  public Vocabulary {
    nodeIds = nodeIds == null ? null : Set.copyOf(nodeIds);
  }

  /** The vocabulary of a definition with these nodes, without secrets. */
  public static Vocabulary of(Set<String> nodeIds) {
    return new Vocabulary(nodeIds, false);
  }

  /** The same names and secrets as well. */
  public Vocabulary withSecrets() {
    return new Vocabulary(nodeIds, true);
  }
}
