package io.millrace.worker;

import io.millrace.contract.Fields;
import io.millrace.contract.message.Task;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A worker's word that it runs a task, kept on Kafka until it has reported: the value of {@code
 * millrace.claims}, keyed by claim id. Whoever finds a claim of a worker that is gone puts the task
 * back on its topic.
 *
 * @param engineId the worker
 * @param engineStartedAt when that worker's process began: a later one of the same name is another
 * @param claimedAt when the claim was made
 * @param deliveries how often the task had been delivered by then
 * @param traceParent the trace that the task belongs to, or null
 * @param task the task
 */
record Claim(
    String engineId,
    Instant engineStartedAt,
    Instant claimedAt,
    int deliveries,
    @Nullable String traceParent,
    Task task) {

  Claim {
    Fields.text("engineId", engineId);
    Fields.present("engineStartedAt", engineStartedAt);
    Fields.present("claimedAt", claimedAt);
    Fields.present("task", task);
  }
}
