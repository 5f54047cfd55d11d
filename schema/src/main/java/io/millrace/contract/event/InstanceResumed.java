package io.millrace.contract.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The instance goes on after a pause.
 *
 * @param reason why, for people, or null
 * @param by who asked, or null
 * @param dueAt when its time runs out now, or null
 */
public record InstanceResumed(@Nullable String reason, @Nullable String by, @Nullable Instant dueAt)
    implements Event {}
