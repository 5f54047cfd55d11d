package io.millrace.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.app.bench.Observer.Trace;
import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.CompletionType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagesTest {

  private static final long MS = 1_000_000;

  @Test
  void shouldFollowAnInstanceFromStageToStageWhenItWasTracedWhole() {
    Trace trace = new Trace();
    trace.decided().addAll(List.of(2 * MS, 11 * MS, 21 * MS));
    trace.published().addAll(List.of(5 * MS, 14 * MS, 24 * MS));
    trace.tasks().addAll(List.of(6 * MS, 16 * MS));
    trace.results().addAll(List.of(10 * MS, 20 * MS));

    Stages stages = Stages.of(Map.of(1L, trace), round(25 * MS), 2);

    assertThat(stages.figures())
        .containsEntry("startToDecisionMeanMs", 2.0)
        .containsEntry("resultToDecisionMeanMs", 1.0)
        .containsEntry("decisionToTransitionMeanMs", 3.0)
        .containsEntry("transitionToTaskMeanMs", 1.5)
        .containsEntry("taskToResultMeanMs", 4.0)
        .containsEntry("transitionToCompletionMeanMs", 1.0)
        .containsEntry("tracedInstances", 1.0);
  }

  @Test
  void shouldLeaveAnInstanceOutWhenPartOfItsTraceIsMissing() {
    Stages stages = Stages.of(Map.of(1L, new Trace()), round(25 * MS), 2);

    assertThat(stages.figures()).isEqualTo(Map.of("tracedInstances", 0.0));
  }

  private static Round round(long endedAt) {
    Ledger ledger = new Ledger();
    Instant at = Instant.EPOCH;
    ledger.ended(
        new Completion(
            CompletionType.COMPLETED,
            new InstanceId(1),
            "bench-w5",
            "1.0.0",
            "completed",
            null,
            null,
            null,
            null,
            at,
            at,
            3),
        endedAt);
    Round round = new Round(ledger, 1);
    round.started(1, 0);
    return round;
  }
}
