package io.millrace.definition;

import io.millrace.expression.Condition;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every node has, whatever its type.
 *
 * @param id unique in the definition
 * @param name display name; the id where the definition gives none
 * @param dependsOn the nodes of the same block that it waits for: those that the definition names,
 *     or the one before it where array order counts
 * @param waitFor which of them it waits for
 * @param condition skips the node when it does not hold; null when there is none
 * @param timeout how long an attempt of it may take; null for no limit
 * @param errors what happens when it fails
 * @param distribution who may run it
 * @param compensation undoes it when the instance rolls back; null when there is nothing to undo
 */
public record NodeHeader(
    String id,
    String name,
    List<String> dependsOn,
    WaitFor waitFor,
    @Nullable Condition condition,
    @Nullable Duration timeout,
    ErrorPolicy errors,
    Distribution distribution,
    @Nullable Compensation compensation) {

  /** Copies the list. */
  public NodeHeader {
    dependsOn = List.copyOf(dependsOn);
  }
}
