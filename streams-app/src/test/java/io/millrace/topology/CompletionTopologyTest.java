package io.millrace.topology;

import static io.millrace.topology.TransitionExamples.ERROR;
import static io.millrace.topology.TransitionExamples.ID;
import static io.millrace.topology.TransitionExamples.T0;
import static io.millrace.topology.TransitionExamples.task;
import static io.millrace.topology.TransitionExamples.transition;
import static io.millrace.topology.TransitionExamples.withBusinessKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.Json;
import io.millrace.contract.Topics;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceCancelled;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.event.InstanceTimedOut;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.CompletionType;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompletionTopologyTest {

  private TopologyHarness harness;

  @BeforeEach
  void open() throws IOException {
    harness = new TopologyHarness(EffectsTopology.build(TopologyHarness.PREFIX));
  }

  @AfterEach
  void close() throws IOException {
    harness.close();
  }

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
    harness.pipe(transition(4, 5, ending));

    Completion completion = harness.read(Topics.COMPLETIONS).getFirst().value();
    assertThat(completion.type()).isEqualTo(type);
    assertThat(completion.status()).isEqualTo(status);
  }

  @Test
  void shouldCarryOutputTimesAndTheCallersIdWhenAnInstanceCompletes() {
    harness.pipe(transition(4, 5, new InstanceCompleted(Json.tree("{\"total\":7}"))));

    assertThat(harness.read(Topics.COMPLETIONS).getFirst().value())
        .isEqualTo(
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
                T0,
                T0.plusSeconds(5),
                4));
  }

  @Test
  void shouldBeKeyedByTheInstanceWhenThereIsNoBusinessKey() {
    harness.pipe(transition(4, 5, new InstanceFailed(ERROR)));

    assertThat(harness.read(Topics.COMPLETIONS).getFirst().key()).isEqualTo(ID.toString());
  }

  @Test
  void shouldBeKeyedByTheBusinessKeyWhenThereIsOne() {
    harness.pipe(withBusinessKey(transition(4, 5, new InstanceFailed(ERROR)), "customer-5"));

    assertThat(harness.read(Topics.COMPLETIONS).getFirst().key()).isEqualTo("customer-5");
  }

  @Test
  void shouldBeNamedByInstanceAndSequence() {
    harness.pipe(transition(4, 5, new InstanceFailed(ERROR)));

    TestRecord<String, Completion> record = harness.read(Topics.COMPLETIONS).getFirst();
    assertThat(TopologyHarness.header(record, CloudEvents.ID)).isEqualTo(ID + "/4");
    assertThat(TopologyHarness.header(record, CloudEvents.TYPE)).isEqualTo("workflow.failed");
  }

  @Test
  void shouldTellNothingWhileAnInstanceRuns() {
    harness.pipe(transition(1, 0, new InstanceStarted(null), task(1, "a", "inventory", 1)));

    assertThat(harness.read(Topics.COMPLETIONS)).isEmpty();
  }
}
