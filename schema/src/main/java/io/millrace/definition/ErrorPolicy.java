package io.millrace.definition;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a node fails, with all defaults resolved.
 *
 * @param strategy as the definition names it
 * @param retry how it is retried
 * @param retryableErrors only errors with these codes are retried; empty for all
 * @param nonRetryableErrors errors with these codes are not retried
 * @param onFailure what happens when it has failed for good
 * @param circuitBreaker guards the executor; null when there is none
 */
public record ErrorPolicy(
    Strategy strategy,
    RetryPolicy retry,
    Set<String> retryableErrors,
    Set<String> nonRetryableErrors,
    OnFailure onFailure,
    @Nullable CircuitBreaker circuitBreaker) {

  /** Copies the sets. */
  public ErrorPolicy {
    retryableErrors = Set.copyOf(retryableErrors);
    nonRetryableErrors = Set.copyOf(nonRetryableErrors);
  }

  /** The strategies that a definition can name. */
  public enum Strategy {
    /** Retry, then stop. */
    RETRY,
    /** No retries, then stop. */
    FAIL_FAST,
    /** The node stays failed, the rest goes on. */
    CONTINUE,
    /** The node counts as completed. */
    IGNORE,
    /** Retry on another engine. */
    FAILOVER,
    /** Retry, and leave an executor alone that fails too often. */
    CIRCUIT_BREAKER,
    /** Roll back. */
    COMPENSATE
  }

  /** What happens when a node has failed for good. */
  public enum OnFailure {
    /** The instance fails; what still runs is cancelled. */
    STOP,
    /** The node stays failed with output null; its dependents run. */
    CONTINUE,
    /** As CONTINUE, and the node counts as completed. */
    IGNORE,
    /** Completed nodes are compensated in reverse order of completion, then the instance fails. */
    ROLLBACK
  }

  /**
   * Whether an error may be retried, leaving aside how often it was.
   *
   * @param code the error's code
   * @param retryable what the executor says of it
   */
  public boolean mayRetry(String code, boolean retryable) {
    return retryable
        && !nonRetryableErrors.contains(code)
        && (retryableErrors.isEmpty() || retryableErrors.contains(code));
  }
}
