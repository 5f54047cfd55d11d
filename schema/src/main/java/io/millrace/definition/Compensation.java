package io.millrace.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The task that undoes a node when the instance rolls back. Its node id is the node's id and {@code
 * /compensate}.
 *
 * @param name display name
 * @param work what it does; sees the node that it undoes in {@code nodes}
 * @param timeout how long an attempt may take; null for no limit
 * @param errors how it is retried; when it has failed for good, the others go on
 */
public record Compensation(
    String name, Work work, @Nullable Duration timeout, ErrorPolicy errors) {}
