package io.millrace.worker;

import java.time.Duration;

/**
 * When a worker does what.
 *
 * @param claimAfter a task that takes longer is claimed in a record of its own, so that the worker
 *     can fetch others meanwhile
 * @param startedAfter a task that takes longer is reported as started
 * @param heartbeatInterval how often a worker, and each of its long tasks, shows a sign of life
 * @param deadAfter a worker that has been silent for so long is taken for dead: its claims go to
 *     others
 * @param drainTimeout how long running tasks may go on when the worker is told to stop
 */
public record WorkerTiming(
    Duration claimAfter,
    Duration startedAfter,
    Duration heartbeatInterval,
    Duration deadAfter,
    Duration drainTimeout) {}
