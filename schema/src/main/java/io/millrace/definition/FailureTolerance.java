package io.millrace.definition;

import org.jspecify.annotations.Nullable;

/**
 * What a failed branch of a parallel, or a failed iteration of a loop, means.
 *
 * @param carryOn whether the others go on; otherwise the first failure fails the node
 * @param maxFailures when carrying on, more failures than these fail the node; null for no such
 *     limit
 * @param failureThreshold when carrying on, a larger share of failures than this (0 to 1) fails the
 *     node; null for no such limit
 */
public record FailureTolerance(
    boolean carryOn, @Nullable Integer maxFailures, @Nullable Double failureThreshold) {

  /** The first failure fails the node. */
  public static final FailureTolerance NONE = new FailureTolerance(false, null, null);

  /**
   * Whether so many failures are too many. All failing always is.
   *
   * @param failed how many have failed so far, at least 1
   * @param total how many there are
   */
  public boolean isExceeded(int failed, int total) {
    return !carryOn
        || failed >= total
        || (maxFailures != null && failed > maxFailures)
        || (failureThreshold != null && failed > failureThreshold * total);
  }
}
