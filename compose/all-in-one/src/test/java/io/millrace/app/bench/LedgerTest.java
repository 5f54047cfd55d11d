package io.millrace.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.CompletionType;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Ledger ledger = new Ledger();

  @Test
  void shouldComplainOfNothingWhenEachCompletedOnce() {
    ledger.ended(completed(1), 10);
    ledger.ended(completed(2), 20);

    assertThat(ledger.complaints(List.of(1L, 2L))).isEmpty();
  }

  @Test
  void shouldNameTheInstancesWhenSomeAreLost() {
    ledger.ended(completed(2), 10);

    assertThat(ledger.complaints(List.of(3L, 2L, 1L)))
        .containsExactly("2 instances never completed: 1, 3");
  }

  @Test
  void shouldNameTheInstanceWhenOneCompletedTwice() {
    ledger.ended(completed(7), 10);
    ledger.ended(completed(7), 20);

    assertThat(ledger.complaints(List.of(7L)))
        .containsExactly("1 instance completed more than once: 7");
  }

  @Test
  void shouldSayWhyWhenOneFailed() {
    ledger.ended(
        new Completion(
            CompletionType.FAILED,
            new InstanceId(4),
            "bench-w1",
            "1.0.0",
            "failed",
            null,
            null,
            null,
            new ErrorInfo("too-large", "the state is too large", false, null),
            NOW,
            NOW,
            3),
        10);

    assertThat(ledger.complaints(List.of(4L)))
        .containsExactly("1 instance did not go well: 4 (failed: the state is too large)");
  }

  @Test
  void shouldNameTheFirstWhenManyAreLost() {
    List<Long> ids = LongStream.rangeClosed(1, 1_000).boxed().toList();

    assertThat(ledger.complaints(ids).getFirst())
        .startsWith("1000 instances never completed: 1, 2, 3,")
        .endsWith("20, …");
  }

  @Test
  void shouldMeasureFromEachStartToItsEndWhenARoundHasEnded() {
    Round round = new Round(ledger, 2);
    round.started(1, 1_000_000_000);
    round.started(2, 2_000_000_000);
    ledger.ended(completed(2), 2_500_000_000L);
    ledger.ended(completed(1), 4_000_000_000L);

    assertThat(round.ended()).isEqualTo(2);
    assertThat(round.seconds()).isEqualTo(3);
    assertThat(round.latencies().percentile(50)).isEqualTo(500);
    assertThat(round.latencies().percentile(99)).isEqualTo(3_000);
  }

  private static Completion completed(long id) {
    return new Completion(
        CompletionType.COMPLETED,
        new InstanceId(id),
        "bench-w1",
        "1.0.0",
        "completed",
        null,
        null,
        null,
        null,
        NOW,
        NOW,
        2);
  }
}
