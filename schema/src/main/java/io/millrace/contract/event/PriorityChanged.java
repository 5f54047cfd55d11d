package io.millrace.contract.event;

import org.jspecify.annotations.Nullable;

/**
 * The instance has another priority.
 *
 * @param priority 0 to 100, higher first
 * @param by who asked, or null
 */
public record PriorityChanged(int priority, @Nullable String by) implements Event {}
