package io.millrace.domain.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times of a node, in milliseconds.
 *
 * @param scheduledAt when its current attempt was handed out, or null if it never was
 * @param startedAt when that attempt began to run, or null if that is not known
 * @param completedAt when it was over, or null before
 * @param dueAt when its timer falls due (retry, time-out, wait, next iteration), or null
 * @param lastHeartbeat the worker's last sign of life, or null
 */
public record NodeTimes(
    @Nullable Instant scheduledAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable Instant dueAt,
    @Nullable Instant lastHeartbeat) {

  static final NodeTimes NONE = new NodeTimes(null, null, null, null, null);
}
