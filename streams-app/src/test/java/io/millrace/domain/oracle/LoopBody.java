package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.definition.LoopKind;
import io.millrace.definition.LoopNode;
import io.millrace.expression.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Iterations, one after the other or side by side. */
final class LoopBody implements NodeRun.Body {

  private final NodeRun node;
  private final LoopNode loop;
  private final List<JsonNode> output = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private final List<JsonNode> items = new ArrayList<>();
  private Join join;
  private @Nullable Integer total;
  private @Nullable Failure first;
  private int next;
  private int running;
  private int batchEnd;
  private boolean decided;

  LoopBody(NodeRun node, LoopNode loop) {
    this.node = node;
    this.loop = loop;
    this.join = new Join(loop.join(), loop.tolerance(), null);
  }

  @Override
  public void start() {
    try {
      switch (loop.kind()) {
        case LoopKind.ForEach forEach -> known(items(forEach));
        case LoopKind.Times times -> known(times(times));
        case LoopKind.While unused -> askForMore();
        case LoopKind.DoWhile unused -> begin();
      }
    } catch (ExpressionException e) {
      node.fail(Failure.permanent("expression-failed"));
    } catch (IllegalArgumentException e) {
      node.fail(Failure.permanent("config-invalid"));
    }
  }

  private List<JsonNode> items(LoopKind.ForEach forEach) {
    JsonNode source = forEach.source().evaluate(node.scope());
    List<JsonNode> found = new ArrayList<>();
    if (source.isArray()) {
      source.forEach(found::add);
    } else if (source.isObject()) {
      source
          .properties()
          .forEach(
              entry ->
                  found.add(
                      InstanceRun.object()
                          .put("key", entry.getKey())
                          .set("value", entry.getValue())));
    } else {
      throw new IllegalArgumentException("neither a list nor an object");
    }
    return found;
  }

  private List<JsonNode> times(LoopKind.Times times) {
    JsonNode count = times.count().evaluate(node.scope());
    if (!count.isIntegralNumber() || count.longValue() < 0) {
      throw new IllegalArgumentException("not a number of times");
    }
    List<JsonNode> found = new ArrayList<>();
    for (int i = 0; i < count.intValue(); i++) {
      found.add(IntNode.valueOf(i));
    }
    return found;
  }

  private void known(List<JsonNode> found) {
    if (loop.maxIterations() != null && found.size() > loop.maxIterations()) {
      node.fail(Failure.permanent("too-many-iterations"));
      return;
    }
    items.addAll(found);
    total = items.size();
    join = new Join(loop.join(), loop.tolerance(), total);
    items.forEach(unused -> output.add(NullNode.getInstance()));
    if (items.isEmpty()) {
      succeed();
      return;
    }
    batchEnd = loop.batchSize() == null || !loop.parallel() ? total : loop.batchSize();
    fill();
  }

  private void fill() {
    while (!decided
        && total != null
        && next < Math.min(total, batchEnd)
        && running < most(loop.maxConcurrency())) {
      begin();
    }
  }

  private int most(@Nullable Integer atOnce) {
    if (!loop.parallel()) {
      return 1;
    }
    return atOnce == null ? Integer.MAX_VALUE : atOnce;
  }

  private void begin() {
    int index = next++;
    running++;
    boolean each = loop.kind() instanceof LoopKind.ForEach;
    Sight sight = node.frame.sight.iteration(each ? items.get(index) : null, index, total);
    Frame frame =
        new Frame(
            node.frame.run,
            loop.body(),
            sight,
            result -> succeeded(index, result),
            failure -> failed(failure));
    frames.add(frame);
    frame.begin();
  }

  private void succeeded(int index, JsonNode result) {
    if (total == null) {
      output.add(result);
    } else {
      output.set(index, result);
    }
    ended(join.succeeded(), Failure.permanent("none"));
  }

  private void failed(Failure failure) {
    if (total == null) {
      output.add(NullNode.getInstance());
    }
    first = first == null ? failure : first;
    ended(join.failed(), failure);
  }

  private void ended(Join.Verdict verdict, Failure failure) {
    running--;
    if (decided) {
      return;
    }
    switch (verdict) {
      case SUCCESS -> succeed();
      case FAILURE -> {
        cancel();
        node.fail(failure);
      }
      case OPEN -> {
        if (total == null) {
          askForMore();
        } else {
          goOn();
        }
      }
    }
  }

  /** The next iteration or the next batch, after the pause between them. */
  private void goOn() {
    if (loop.parallel() && running == 0 && next == batchEnd) {
      int size = loop.batchSize() == null ? 0 : loop.batchSize();
      pause(
          () -> {
            batchEnd += size;
            fill();
          });
    } else if (!loop.parallel()) {
      pause(this::fill);
    } else {
      node.frame.run.soon(this::fill);
    }
  }

  private void pause(Runnable then) {
    node.frame.run.timer(
        loop.iterationDelay().toMillis(),
        node.path() + next,
        () -> {
          if (!decided) {
            then.run();
          }
        });
  }

  /** Ends at once if no more is wanted; else asks again after the pause, for more may be known. */
  private void askForMore() {
    boolean more = goesOn();
    if (more && next > 0 && !loop.iterationDelay().isZero()) {
      pause(
          () -> {
            if (goesOn()) {
              begin();
            }
          });
    } else if (more) {
      begin();
    }
  }

  private boolean goesOn() {
    try {
      boolean more =
          switch (loop.kind()) {
            case LoopKind.While before -> before.condition().test(sightOf(next).scope());
            case LoopKind.DoWhile after -> after.condition().test(sightOf(next).scope());
            case LoopKind.ForEach unused -> throw new AssertionError("has a number of items");
            case LoopKind.Times unused -> throw new AssertionError("has a number of times");
          };
      if (!more) {
        noMore();
      } else if (loop.maxIterations() != null && next >= loop.maxIterations()) {
        cancel();
        node.fail(Failure.permanent("too-many-iterations"));
        return false;
      }
      return more;
    } catch (ExpressionException e) {
      cancel();
      node.fail(Failure.permanent("expression-failed"));
      return false;
    }
  }

  /** The nodes of the latest iteration under a number. */
  private Sight sightOf(int index) {
    return frames.isEmpty()
        ? node.frame.sight.iteration(null, index, null)
        : frames.get(frames.size() - 1).sight.numbered(index);
  }

  private void noMore() {
    if (first != null && join.noMore() == Join.Verdict.FAILURE) {
      cancel();
      node.fail(first);
    } else {
      succeed();
    }
  }

  private void succeed() {
    cancel();
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    output.forEach(list::add);
    node.succeed(list);
  }

  @Override
  public void cancel() {
    decided = true;
    frames.forEach(Frame::cancel);
  }

  @Override
  public void forget() {
    decided = true;
    frames.forEach(Frame::forget);
  }
}
