package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.event.Event;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.domain.Command.ApplyResult;
import io.millrace.domain.Command.FireTimers;
import io.millrace.domain.Command.StartInstance;
import io.millrace.domain.row.InstanceRow;
import io.millrace.domain.row.Rows;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an iteration costs does not depend on how many there are. */
class LoopCostTest {

  private static final Limits LIMITS = Limits.DEFAULTS;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  /** What a whole run took. */
  private static final class Cost {
    long events;
    long rows;
    long bytes;
    int mostEvents;
    long nanos;

    double perItem(long amount, int items) {
      return (double) amount / items;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'loopType':'times','count':'input.n','parallel':true",
        "'loopType':'times','count':'input.n','parallel':true,'maxConcurrency':10",
        "'loopType':'times','count':'input.n','parallel':true,'batchSize':50",
        "'loopType':'times','count':'input.n'",
        "'loopType':'while','condition':'$index < input.n'",
        "'loopType':'forEach','sourceExpression':'input.list','parallel':true"
      })
  void shouldCostTheSamePerItemWhenThereAreManyMore(String loop) {
    run(loop, 2_000); // Warms up.

    Cost few = run(loop, 100);
    Cost many = run(loop, 10_000);

    System.out.printf(
        "%s: 100 items %.1f µs of CPU each, 10,000 items %.1f µs each%n",
        loop, few.perItem(few.nanos, 100) / 1e3, many.perItem(many.nanos, 10_000) / 1e3);
    assertThat(many.perItem(many.events, 10_000)).isLessThan(1.3 * few.perItem(few.events, 100));
    assertThat(many.perItem(many.rows, 10_000)).isLessThan(1.3 * few.perItem(few.rows, 100));
    assertThat(many.perItem(many.bytes, 10_000)).isLessThan(1.3 * few.perItem(few.bytes, 100));
    assertThat(many.perItem(many.nanos, 10_000)).isLessThan(10 * few.perItem(few.nanos, 100));
  }

  @Test
  void shouldFinishAHundredThousandItemsInBoundedSteps() {
    Cost cost = run("'loopType':'times','count':'input.n','parallel':true", 100_000);

    assertThat(cost.mostEvents).isLessThan(300);
  }

  private static Cost run(String loop, int items) {
    WorkflowDefinition definition =
        Definitions.nodes(
            "{'id':'l','type':'loop',"
                + loop
                + ",'nodes':["
                + Definitions.task("b", ",'config':{'i':'${$index}'}")
                + "]}");
    Decider decider = new Decider(LIMITS);
    String input = "{'n':" + items + ",'list':[" + "1,".repeat(items - 1) + "1]}";
    Command start =
        new StartInstance(Scenario.ID, 7, Scenario.startOf(input, null), Scenario.ENGINE);
    Cost cost = new Cost();
    Deque<NodeNo> out = new ArrayDeque<>();
    long before = CPU.getCurrentThreadCpuTime();
    InstanceState state = step(decider, definition, null, start, cost, out);
    while (!state.status().ended()) {
      Instant due = state.nextDue();
      NodeNo next = due == null ? out.poll() : null;
      Command command =
          due == null
              ? completed(state.nodes().get(Objects.requireNonNull(next)))
              : new FireTimers(Scenario.ENGINE);
      state = step(decider, definition, state, command, cost, out);
    }
    cost.nanos = CPU.getCurrentThreadCpuTime() - before;
    assertThat(state.status()).isEqualTo(InstanceStatus.COMPLETED);
    return cost;
  }

  private static InstanceState step(
      Decider decider,
      WorkflowDefinition definition,
      @Nullable InstanceState state,
      Command command,
      Cost cost,
      Deque<NodeNo> out) {
    if (!(decider.decide(state, command, definition, Scenario.T0)
        instanceof Decision.Accepted accepted)) {
      throw new AssertionError("refused");
    }
    InstanceState after = accepted.state();
    cost.events += accepted.events().size();
    cost.mostEvents = Math.max(cost.mostEvents, accepted.events().size());
    for (Event event : accepted.events()) {
      cost.bytes += Json.bytes(event).length;
    }
    InstanceRow row = Rows.step(after);
    cost.bytes += Json.bytes(row).length;
    for (NodeNo no : after.nodes().touched()) {
      cost.rows++;
      if (after.nodes().get(no).handedOut()) {
        out.add(no);
      }
    }
    return after.sealed(after.position().sequence() + 1, after.position().hash());
  }

  private static Command completed(NodeState node) {
    return new ApplyResult(
        new TaskCompleted(
            Scenario.ID,
            node.no(),
            node.attempt(),
            "c",
            "w",
            Scenario.T0,
            Scenario.T0,
            Json.tree("1")),
        Scenario.ENGINE);
  }
}
