package io.millrace.contract.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Nodes may run.
 *
 * @param dueAt when its time runs out, or null
 */
public record InstanceStarted(@Nullable Instant dueAt) implements Event {}
