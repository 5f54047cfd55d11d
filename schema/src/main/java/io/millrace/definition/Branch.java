package io.millrace.definition;

import io.millrace.expression.Condition;
import org.jspecify.annotations.Nullable;

/**
 * One branch of a parallel node.
 *
 * @param id unique in the node; the key of its output
 * @param name display name; the id where the definition gives none
 * @param condition skips the branch when it does not hold; null when there is none
 * @param priority 0 to 100; where not all branches may run at once, the higher begin first
 * @param block its nodes
 */
public record Branch(
    String id, String name, @Nullable Condition condition, int priority, Block block) {}
