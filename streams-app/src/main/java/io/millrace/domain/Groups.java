package io.millrace.domain;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.JoinDecided;
import io.millrace.contract.event.NodeProgressed;
import io.millrace.contract.event.NodeWaiting;
import io.millrace.definition.Block;
import io.millrace.definition.ErrorPolicy.OnFailure;
import io.millrace.definition.FailureTolerance;
import io.millrace.definition.JoinType;
import io.millrace.definition.LoopNode;
import io.millrace.definition.Node;
import io.millrace.definition.ParallelNode;
import io.millrace.domain.state.Frame;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.LoopProgress;
import io.millrace.domain.state.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Parallels and loops: groups of runs of blocks that are joined. Their progress is counted as runs
 * end, so that an end costs the same however many runs there are.
 */
final class Groups {

  private Groups() {}

  /** What a group's counts mean. */
  private enum Verdict {
    UNDECIDED,
    SUCCESS,
    FAILURE
  }

  /**
   * A run in a group is over.
   *
   * @param error why it failed, or null if it succeeded
   */
  static void ended(Journal journal, NodeState group, @Nullable ErrorInfo error) {
    LoopProgress counts = progress(group).ended(error == null);
    record(journal, group, counts);
    decide(journal, journal.nodes().get(group.no()), error);
  }

  static void record(Journal journal, NodeState group, LoopProgress counts) {
    journal.record(new NodeProgressed(group.no(), group.attempt(), counts.toJson()));
  }

  static LoopProgress progress(NodeState group) {
    return group.progress() == null ? LoopProgress.none(null) : group.progress();
  }

  /** Ends a group whose join is decided; else lets it go on. */
  static void decide(Journal journal, NodeState group, @Nullable ErrorInfo error) {
    Node node = Blocks.node(journal, group);
    LoopProgress counts = progress(group);
    switch (verdict(join(node), tolerance(node), counts)) {
      case UNDECIDED -> {
        switch (node) {
          case ParallelNode parallel -> Parallels.open(journal, group, parallel);
          case LoopNode loop -> Loops.open(journal, group, loop);
          default -> throw new IllegalStateException(node.id() + " is no group");
        }
      }
      case SUCCESS -> succeed(journal, group, node);
      case FAILURE -> fail(journal, group, error);
    }
  }

  /** Begins more runs, if nothing has ended the group meanwhile. */
  static void more(Journal journal, NodeState group) {
    if (group.status() == NodeStatus.RUNNING) {
      switch (Blocks.node(journal, group)) {
        case ParallelNode parallel -> Parallels.open(journal, group, parallel);
        case LoopNode loop -> Loops.begin(journal, group, loop);
        default -> throw new IllegalStateException(group.nodeId() + " is no group");
      }
    }
  }

  /** Sets a group's timer: for its next run, or for its time-out if that comes first. */
  static void arm(
      Journal journal, NodeState group, Node node, String waitingFor, @Nullable Instant next) {
    Instant due = Times.earlier(next, deadline(group, node));
    if (!Objects.equals(due, group.times().dueAt())) {
      journal.record(new NodeWaiting(group.no(), waitingFor, null, due));
    }
  }

  /** When a group's time runs out, or null. */
  static @Nullable Instant deadline(NodeState group, Node node) {
    Duration timeout = node.header().timeout();
    Instant begun = group.times().scheduledAt();
    return timeout == null || begun == null ? null : begun.plusMillis(timeout.toMillis());
  }

  /** No more runs will begin: the counts that there are decide. */
  static void close(Journal journal, NodeState group) {
    LoopProgress counts = progress(group);
    int total = counts.next();
    LoopProgress closed = new LoopProgress(total, counts.completed(), counts.failed(), total);
    if (!closed.equals(counts)) {
      record(journal, group, closed);
    }
    Node node = Blocks.node(journal, group);
    if (verdict(join(node), tolerance(node), closed) == Verdict.FAILURE) {
      fail(journal, journal.nodes().get(group.no()), null);
    } else {
      succeed(journal, journal.nodes().get(group.no()), node);
    }
  }

  private static Verdict verdict(JoinType join, FailureTolerance tolerance, LoopProgress counts) {
    int total = counts.total() == null ? Integer.MAX_VALUE : counts.total();
    int left = total - counts.completed() - counts.failed();
    boolean tooMany =
        counts.failed() > 0
            && (join == JoinType.ALL || tolerance.carryOn())
            && tolerance.isExceeded(counts.failed(), total);
    if (tooMany) {
      return Verdict.FAILURE;
    }
    if (join == JoinType.ALL || total == 0) {
      return left == 0 ? Verdict.SUCCESS : Verdict.UNDECIDED;
    }
    int needed = join.successesNeeded(total);
    if (counts.completed() >= needed) {
      return Verdict.SUCCESS;
    }
    return left < needed - counts.completed() ? Verdict.FAILURE : Verdict.UNDECIDED;
  }

  private static JoinType join(Node node) {
    return node instanceof ParallelNode parallel ? parallel.join() : ((LoopNode) node).join();
  }

  private static FailureTolerance tolerance(Node node) {
    return node instanceof ParallelNode parallel
        ? parallel.tolerance()
        : ((LoopNode) node).tolerance();
  }

  private static void succeed(Journal journal, NodeState group, Node node) {
    cancelRest(journal, group, true);
    Results.complete(
        journal,
        journal.nodes().get(group.no()),
        node instanceof ParallelNode parallel
            ? Parallels.output(journal, group, parallel)
            : Loops.output(journal, group));
  }

  private static void fail(Journal journal, NodeState group, @Nullable ErrorInfo error) {
    ErrorInfo why = error == null ? firstError(journal, group) : error;
    cancelRest(journal, group, false);
    Failures.attemptFailed(journal, journal.nodes().get(group.no()), why);
  }

  private static void cancelRest(Journal journal, NodeState group, boolean success) {
    LoopProgress counts = progress(group);
    int ended = counts.completed() + counts.failed();
    if (counts.total() == null || ended < counts.total()) {
      journal.record(new JoinDecided(group.no(), success, counts.completed(), counts.failed()));
      Ending.cancelContent(journal, group, "join decided");
    }
  }

  private static ErrorInfo firstError(Journal journal, NodeState group) {
    for (Frame frame : journal.nodes().framesOf(group.no()).values()) {
      NodeState fatal = fatal(journal, frame);
      if (fatal != null && fatal.error() != null) {
        return Faults.causedBy(fatal, fatal.error());
      }
    }
    return ErrorInfo.permanent("join-failed", "Too few runs in " + group.nodeId() + " succeeded.");
  }

  /** The node that made a run fail, or null. */
  private static @Nullable NodeState fatal(Journal journal, Frame frame) {
    for (int no : frame.unsuccessful().keySet()) {
      NodeState node = journal.nodes().get(new NodeNo(no));
      if (Progress.fatal(journal, node)) {
        return node;
      }
    }
    return null;
  }

  private static boolean rollsBack(Journal journal, NodeState node) {
    return Blocks.node(journal, node).header().errors().onFailure() == OnFailure.ROLLBACK;
  }

  /** Whether a run is over and well. */
  static boolean succeeded(Journal journal, FrameKey key) {
    Frame frame = journal.nodes().frame(key);
    Block block = Blocks.block(journal, key);
    return frame.ended() == (block == null ? 0 : block.nodes().size())
        && fatal(journal, frame) == null
        && frame.unsuccessful().keySet().stream()
            .noneMatch(no -> journal.nodes().get(new NodeNo(no)).status() == NodeStatus.CANCELLED);
  }

  /**
   * Goes on after the instance was held or had failed: counts again what has ended meanwhile, and
   * goes on in what has not.
   *
   * @param begun the runs that have begun
   */
  static void resume(Journal journal, NodeState group, Iterable<FrameKey> begun) {
    LoopProgress before = progress(group);
    int completed = 0;
    int failed = 0;
    for (FrameKey key : begun) {
      NodeState fatal = fatal(journal, journal.nodes().frame(key));
      if (fatal != null && rollsBack(journal, fatal)) {
        journal.todo(new Todo.Failed(fatal.no()));
        return;
      }
      if (fatal != null) {
        Ending.cancel(journal, key, "block failed");
        failed++;
      } else if (succeeded(journal, key)) {
        completed++;
      } else {
        Progress.resume(journal, key);
      }
    }
    LoopProgress counts = new LoopProgress(before.total(), completed, failed, before.next());
    if (!counts.equals(before)) {
      record(journal, group, counts);
    }
    journal.todo(new Todo.Decide(group.no()));
  }
}
