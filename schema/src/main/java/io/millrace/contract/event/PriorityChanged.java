package io.millrace.contract.event;

import org.jspecify.annotations.Nullable;

/**
 * The instance has another priority.
 *
 * @param priority 0 to 100, higher first
 * @param by who asked, or null
 * @param mutexKey the mutex that it waits for, in whose queue it moves, or null
 */
public record PriorityChanged(int priority, @Nullable String by, @Nullable String mutexKey)
    implements Event {}
