package io.millrace.contract.event;

import org.jspecify.annotations.Nullable;

/**
 * The instance was ended from outside.
 *
 * @param reason why, for people, or null
 * @param by who asked, or null
 */
public record InstanceCancelled(@Nullable String reason, @Nullable String by) implements Event {}
