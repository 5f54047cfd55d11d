package io.millrace.definition;

import io.millrace.expression.Template;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a workflow as a whole.
 *
 * @param timeout how long an instance may run, pauses included; null for no limit
 * @param retry the retries of its tasks where they do not say otherwise
 * @param maxConcurrency how many tasks of an instance may run at once; null for no limit
 * @param priority 0 to 100
 * @param businessKey evaluates to the instance's business key, with {@code input} and {@code
 *     context} only; null when there is none
 * @param mutexKey evaluates to the key that only one running instance may hold; null when there is
 *     none
 * @param mutexPolicy what happens to an instance whose key is taken
 * @param distribution which engine work goes to, where nodes do not say otherwise
 * @param recovery what happens after an engine was lost
 */
public record WorkflowConfig(
    @Nullable Duration timeout,
    RetryPolicy retry,
    @Nullable Integer maxConcurrency,
    int priority,
    @Nullable Template businessKey,
    @Nullable Template mutexKey,
    MutexPolicy mutexPolicy,
    Distribution distribution,
    Recovery recovery) {

  /** What happens to an instance whose mutex key is taken. */
  public enum MutexPolicy {
    /** It waits for its turn. */
    QUEUE,
    /** It is refused. */
    REJECT
  }

  /**
   * What happens after an engine was lost.
   *
   * @param enabled whether instances go on by themselves
   * @param maxRecoveryAttempts how often; null for no limit
   * @param strategy as the definition names it; instances always go on from their last durable step
   */
  public record Recovery(
      boolean enabled, @Nullable Integer maxRecoveryAttempts, @Nullable String strategy) {

    /** Always and without limit. */
    public static final Recovery DEFAULTS = new Recovery(true, null, null);
  }
}
