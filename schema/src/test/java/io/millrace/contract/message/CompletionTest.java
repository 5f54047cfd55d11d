package io.millrace.contract.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceCancelled;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.event.InstanceTimedOut;
import io.millrace.contract.event.StartRejected;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompletionTest {

  private static final Instant STARTED = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant ENDED = STARTED.plusSeconds(5);
  private static final InstanceId ID = new InstanceId((3L << 40) + 17);
  private static final ErrorInfo ERROR = ErrorInfo.permanent("out-of-stock", "nothing left");

  static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of(new InstanceCompleted(Json.tree("{}")), CompletionType.COMPLETED, "completed"),
        Arguments.of(new InstanceFailed(ERROR), CompletionType.FAILED, "failed"),
        Arguments.of(new InstanceTimedOut(ERROR), CompletionType.TIMED_OUT, "timeout"),
        Arguments.of(
            new InstanceCancelled("not needed", "ann"), CompletionType.CANCELLED, "cancelled"),
        Arguments.of(
            new StartRejected("order", null, null, null, null, ERROR, null),
            CompletionType.START_REJECTED,
            "rejected"));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void shouldTellHowAnInstanceEnded(Event ending, CompletionType type, String status) {
    Completion completion = Completion.of(transition(null, ending)).getFirst();

    assertThat(completion.type()).isEqualTo(type);
    assertThat(completion.status()).isEqualTo(status);
  }

  @Test
  void shouldCarryOutputTimesAndTheCallersIdWhenAnInstanceCompletes() {
    assertThat(Completion.of(transition(null, new InstanceCompleted(Json.tree("{\"total\":7}")))))
        .containsExactly(
            new Completion(
                CompletionType.COMPLETED,
                ID,
                "order",
                "1.2.0",
                "completed",
                "ext-9",
                null,
                Json.tree("{\"total\":7}"),
                null,
                STARTED,
                ENDED,
                4));
  }

  @Test
  void shouldBeKeyedByTheInstanceWhenThereIsNoBusinessKey() {
    assertThat(Completion.of(transition(null, new InstanceFailed(ERROR))).getFirst().key())
        .isEqualTo(ID.toString());
  }

  @Test
  void shouldBeKeyedByTheBusinessKeyWhenThereIsOne() {
    assertThat(Completion.of(transition("customer-5", new InstanceFailed(ERROR))).getFirst().key())
        .isEqualTo("customer-5");
  }

  @Test
  void shouldTellNothingWhileAnInstanceRuns() {
    assertThat(Completion.of(transition(null, new InstanceStarted(null)))).isEmpty();
  }

  private static Transition transition(@Nullable String businessKey, Event event) {
    return new Transition(
        ID,
        4,
        Transition.NO_HASH,
        ENDED,
        new Cause("task.completed", "millrace.results-3@16"),
        "engine-1",
        new InstanceHeader("order", "1.2.0", "ext-9", businessKey, STARTED, null),
        List.of(event),
        null);
  }
}
