package io.millrace.contract.event;

import org.jspecify.annotations.Nullable;

/**
 * An operator holds the instance.
 *
 * @param reason why, for people, or null
 * @param by who asked, or null
 */
public record InstancePaused(@Nullable String reason, @Nullable String by) implements Event {}
