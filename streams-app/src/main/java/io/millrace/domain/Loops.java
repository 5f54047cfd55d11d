package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.event.LoopExpanded;
import io.millrace.definition.LoopKind;
import io.millrace.definition.LoopNode;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.LoopProgress;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.ScopeKey;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Loops. How many iterations begin at once is bounded by the definition and by the decision; a loop
 * that may go on later sets a timer, for now if it is only the decision that is full.
 */
final class Loops {

  private static final String ITERATION = "iteration";

  private Loops() {}

  static void launch(Journal journal, Site site, LoopNode loop) {
    LoopItems items;
    try {
      items = LoopItems.of(journal, site, loop);
    } catch (EvaluationFailed e) {
      Launch.broken(journal, site, e.error());
      return;
    }
    NodeState node = Launch.begin(journal, site, null);
    journal.record(new LoopExpanded(node.no(), items.total(), items.list()));
    Groups.decide(journal, journal.nodes().get(node.no()), null);
  }

  /**
   * Begins as many iterations as may run now, unless a pause comes before. A loop that will not go
   * on ends at once and not after the pause.
   */
  static void open(Journal journal, NodeState node, LoopNode loop) {
    LoopProgress counts = Groups.progress(node);
    boolean pauses = loop.iterationDelay().isPositive() && counts.next() > 0;
    if (room(journal, loop, counts) == 0) {
      return;
    }
    if (pauses && !insideBatch(loop, counts)) {
      if (!paused(journal, node, loop) && goesOn(journal, node, loop, counts.next())) {
        arm(journal, node, loop, journal.now().plus(loop.iterationDelay()));
      }
    } else {
      begin(journal, node, loop);
    }
  }

  /** The loop's timer has fired, and it is not its time-out. */
  static void timer(Journal journal, NodeState node, LoopNode loop) {
    arm(journal, node, loop, null);
    begin(journal, journal.nodes().get(node.no()), loop);
  }

  /** Begins some iterations; if more may begin, they follow in this decision or in the next. */
  static void begin(Journal journal, NodeState node, LoopNode loop) {
    LoopProgress counts = Groups.progress(node);
    int room = room(journal, loop, counts);
    if (room == 0) {
      return;
    }
    if (journal.full()) {
      arm(journal, node, loop, journal.now());
      return;
    }
    if (counts.total() == null && !goesOn(journal, node, loop, counts.next())) {
      return;
    }
    int granted = journal.piece(room);
    Groups.record(journal, node, counts.begun(granted));
    for (int i = counts.next(); i < counts.next() + granted; i++) {
      journal.todo(new Todo.Begin(new FrameKey(node.no().value(), i)));
    }
    if (granted < room) {
      journal.todoLater(new Todo.More(node.no()));
    }
  }

  /** Whether iteration {@code i} is to run; if not, the loop has ended one way or the other. */
  private static boolean goesOn(Journal journal, NodeState node, LoopNode loop, int i) {
    try {
      boolean holds =
          switch (loop.kind()) {
            case LoopKind.ForEach forEach -> true;
            case LoopKind.Times times -> true;
            case LoopKind.While condition ->
                Evaluations.test(condition.condition(), before(journal, node, i), place(loop));
            case LoopKind.DoWhile condition ->
                i == 0
                    || Evaluations.test(
                        condition.condition(), before(journal, node, i), place(loop));
          };
      if (holds) {
        LoopItems.checkCount(journal, loop, i + 1);
      } else {
        Groups.close(journal, node);
      }
      return holds;
    } catch (EvaluationFailed e) {
      Ending.cancelContent(journal, node, "loop failed");
      Failures.attemptFailed(journal, node, e.error());
      return false;
    }
  }

  private static String place(LoopNode loop) {
    return "condition of " + loop.id();
  }

  /** What a condition sees before iteration {@code i}: the iteration before, and the next index. */
  private static ExpressionScope before(Journal journal, NodeState node, int i) {
    ScopeKey scope =
        i == 0 ? journal.nodes().scopeOf(node) : new ScopeKey(node.no().value(), i - 1);
    return new ExpressionScope(journal, scope).before(i);
  }

  /** How many more iterations may run at present. */
  private static int room(Journal journal, LoopNode loop, LoopProgress counts) {
    int running = counts.running();
    int atOnce = 1;
    if (loop.parallel()) {
      atOnce = loop.maxConcurrency() == null ? Integer.MAX_VALUE : loop.maxConcurrency();
    }
    int left = counts.total() == null ? 1 : counts.total() - counts.next();
    int room = Math.min(left, atOnce - running);
    if (loop.parallel() && loop.batchSize() != null) {
      int inBatch = counts.next() % loop.batchSize();
      room = inBatch == 0 && running > 0 ? 0 : Math.min(room, loop.batchSize() - inBatch);
    }
    return Math.max(0, Capacity.limited(journal, room, running));
  }

  private static boolean insideBatch(LoopNode loop, LoopProgress counts) {
    return loop.parallel() && loop.batchSize() != null && counts.next() % loop.batchSize() != 0;
  }

  private static boolean paused(Journal journal, NodeState node, LoopNode loop) {
    Instant due = node.times().dueAt();
    return due != null && !due.equals(Groups.deadline(node, loop)) && due.isAfter(journal.now());
  }

  private static void arm(Journal journal, NodeState node, LoopNode loop, @Nullable Instant next) {
    Groups.arm(journal, node, loop, ITERATION, next);
  }

  static void resume(Journal journal, NodeState node) {
    int next = Groups.progress(node).next();
    Groups.resume(
        journal,
        node,
        IntStream.range(0, next).mapToObj(i -> new FrameKey(node.no().value(), i)).toList());
  }

  /** What each iteration gave; null for those that failed or were cancelled. */
  static ArrayNode output(Journal journal, NodeState node) {
    LoopProgress counts = Groups.progress(node);
    int total = counts.total() == null ? counts.next() : counts.total();
    ArrayNode output = JsonNodeFactory.instance.arrayNode(total);
    for (int i = 0; i < total; i++) {
      FrameKey frame = new FrameKey(node.no().value(), i);
      JsonNode value =
          i < counts.next() && Groups.succeeded(journal, frame)
              ? Outputs.ofBlock(journal, frame)
              : NullNode.getInstance();
      output.add(value);
    }
    return output;
  }
}
