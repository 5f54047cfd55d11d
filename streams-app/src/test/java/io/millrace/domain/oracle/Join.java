package io.millrace.domain.oracle;

import io.millrace.definition.FailureTolerance;
import io.millrace.definition.JoinType;
import org.jspecify.annotations.Nullable;

/** Counts branches or iterations until it is clear what becomes of the node around them. */
final class Join {

  /** What is clear. */
  enum Verdict {
    /** Nothing yet. */
    OPEN,
    /** The node has succeeded. */
    SUCCESS,
    /** The node has failed. */
    FAILURE
  }

  private final JoinType type;
  private final FailureTolerance tolerance;
  private final @Nullable Integer total;
  private int succeeded;
  private int failed;

  /**
   * A join of which nothing has ended.
   *
   * @param total how many there are; null if only a condition tells
   */
  Join(JoinType type, FailureTolerance tolerance, @Nullable Integer total) {
    this.type = type;
    this.tolerance = tolerance;
    this.total = total;
  }

  int ended() {
    return succeeded + failed;
  }

  Verdict succeeded() {
    succeeded++;
    return verdict();
  }

  Verdict failed() {
    failed++;
    return verdict();
  }

  private Verdict verdict() {
    boolean all = total != null && ended() == total;
    return switch (type) {
      case ALL -> {
        if (failed > 0 && tooMany()) {
          yield Verdict.FAILURE;
        }
        yield all ? Verdict.SUCCESS : Verdict.OPEN;
      }
      case ANY -> quorum(1);
      case MAJORITY -> total == null ? Verdict.OPEN : quorum(total / 2 + 1);
    };
  }

  private Verdict quorum(int needed) {
    if (succeeded >= needed) {
      return Verdict.SUCCESS;
    }
    boolean limited = tolerance.carryOn() && failed > 0 && tooMany();
    if ((total != null && failed > total - needed) || limited) {
      return Verdict.FAILURE;
    }
    return Verdict.OPEN;
  }

  private boolean tooMany() {
    Integer most = tolerance.maxFailures();
    Double share = tolerance.failureThreshold();
    return !tolerance.carryOn()
        || (most != null && failed > most)
        || (total != null && (failed == total || (share != null && failed > share * total)));
  }

  /** When a condition has said that there will be no more. */
  Verdict noMore() {
    Double share = tolerance.failureThreshold();
    boolean bad = failed > 0 && (succeeded == 0 || (share != null && failed > share * ended()));
    return bad ? Verdict.FAILURE : Verdict.SUCCESS;
  }
}
