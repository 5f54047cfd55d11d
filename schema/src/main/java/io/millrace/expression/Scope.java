package io.millrace.expression;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What the names of an expression stand for. Everything is asked for lazily and one name at a time:
 * {@code nodes.a.output} asks for the node {@code a} and for its property {@code output}, for
 * nothing else.
 *
 * <p>Returned trees are shared, never copied: nobody may change them afterwards.
 */
public interface Scope {

  /**
   * The value of a root name other than {@code nodes}, {@code system} and {@code secrets}: {@code
   * input}, {@code context}, {@code output}, {@code error}, {@code $item}, {@code $index}, {@code
   * $iteration}, {@code $total}.
   *
   * @return the value, or null where the name has none here
   */
  @Nullable JsonNode value(String name);

  /**
   * A node as it is seen from here.
   *
   * @param id the node's id in the definition
   * @return the node, or null when it has not begun or cannot be seen from here
   */
  @Nullable NodeView node(String id);

  /** Time, randomness and host name. */
  Ambient ambient();
}
