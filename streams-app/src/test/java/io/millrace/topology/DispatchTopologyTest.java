package io.millrace.topology;

import static io.millrace.topology.TransitionExamples.CONFIG;
import static io.millrace.topology.TransitionExamples.ID;
import static io.millrace.topology.TransitionExamples.T0;
import static io.millrace.topology.TransitionExamples.internal;
import static io.millrace.topology.TransitionExamples.placed;
import static io.millrace.topology.TransitionExamples.task;
import static io.millrace.topology.TransitionExamples.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.NodeNo;
import io.millrace.contract.Placement;
import io.millrace.contract.TaskTopic;
import io.millrace.contract.Topics;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.event.NodeCancelled;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.message.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatchTopologyTest {

  private final List<String> ensured = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final Roster roster = new Roster(Duration.ofSeconds(15), nanos::get);
  private TopologyHarness harness;

  @BeforeEach
  void open() throws IOException {
    roster.loaded();
    harness =
        new TopologyHarness(
            DispatchTopology.build(
                TopologyHarness.PREFIX, topic -> ensured.add(topic.suffix()), roster),
            Topics.EFFECTS);
  }

  @AfterEach
  void close() throws IOException {
    harness.close();
  }

  @Test
  void shouldSendTaskToItsExecutorWhenNodeIsScheduled() {
    harness.pipe(transition(1, 0, new InstanceStarted(null), task(1, "reserve", "inventory", 2)));

    List<TestRecord<String, Task>> tasks = harness.read(Topics.tasks("inventory"));
    assertThat(tasks).hasSize(1);
    assertThat(tasks.getFirst().key()).isEqualTo(ID.toString());
    assertThat(tasks.getFirst().value())
        .isEqualTo(
            new Task(
                ID,
                new NodeNo(1),
                "reserve",
                2,
                "inventory",
                CONFIG,
                List.of(),
                "order",
                "1.2.0",
                T0.plusSeconds(60),
                3,
                ID + "/1/2",
                null,
                null));
  }

  @Test
  void shouldNameTheMessageByItsAttemptSoThatASecondDeliveryIsKnown() {
    harness.pipe(transition(1, 0, task(1, "reserve", "inventory", 2)));

    TestRecord<String, Task> task = harness.read(Topics.tasks("inventory")).getFirst();
    assertThat(TopologyHarness.header(task, CloudEvents.ID)).isEqualTo(ID + "/1/2");
    assertThat(TopologyHarness.header(task, CloudEvents.TYPE)).isEqualTo("task.execute");
  }

  @Test
  void shouldSendEachTaskToItsOwnExecutorWhenOneDecisionSchedulesSeveral() {
    harness.pipe(transition(1, 0, task(1, "a", "inventory", 1), task(2, "b", "payment", 1)));

    assertThat(harness.read(Topics.tasks("inventory"))).hasSize(1);
    assertThat(harness.read(Topics.tasks("payment"))).hasSize(1);
  }

  @Test
  void shouldMakeSureOfTheTopicBeforeTheTaskGoesOut() {
    harness.pipe(transition(1, 0, task(1, "a", "inventory", 1)));

    assertThat(ensured).containsExactly("tasks.inventory");
  }

  @Test
  void shouldSendToTheLaneOfTheWorkerWhenOneIsChosen() {
    roster.hear(Beats.worker("w-1").lanes(7).beat());
    NodeScheduled node = placed(task(1, "a", "inventory", 1), "random", null);
    harness.pipe(transition(1, 0, node, task(2, "b", "inventory", 1)));

    List<TestRecord<String, Task>> chosen = harness.read(Topics.LANES);
    assertThat(chosen).hasSize(1);
    assertThat(chosen.getFirst().key()).isEqualTo(ID.toString());
    assertThat(chosen.getFirst().value().nodeId()).isEqualTo("a");
    assertThat(harness.read(Topics.tasks("inventory")))
        .extracting(record -> record.value().nodeId())
        .containsExactly("b");
    assertThat(ensured).containsExactly("tasks.inventory", "tasks.inventory");
  }

  @Test
  void shouldSendWhereOnlyAbleWorkersReadWhenCapabilitiesAreNeeded() {
    Placement asked = new Placement(false, null, List.of("gpu"), List.of());
    harness.pipe(transition(1, 0, placed(task(1, "a", "inventory", 1), null, asked)));

    TaskTopic topic = new TaskTopic("inventory", List.of("gpu"));
    assertThat(harness.read(Topics.tasks(topic)))
        .extracting(record -> record.value().placement())
        .containsExactly(asked);
    assertThat(ensured).containsExactly("capable.gpu.inventory");
  }

  @Test
  void shouldSendNothingWhenTheEngineItselfRunsTheNode() {
    harness.pipe(transition(1, 0, internal(1, "pause", "wait")));

    assertThat(ensured).isEmpty();
  }

  @Test
  void shouldSendNothingWhenNothingIsScheduled() {
    harness.pipe(transition(1, 0, new NodeCancelled(new NodeNo(1), "join")));

    assertThat(ensured).isEmpty();
  }

  @Test
  void shouldPutUnreadableRecordsToTheDeadLettersAndGoOn() {
    byte[] garbage = "{\"instanceId\":\"x\"".getBytes(StandardCharsets.UTF_8);
    harness.pipe("k", garbage);
    harness.pipe(transition(1, 0, task(1, "a", "inventory", 1)));

    List<TestRecord<byte[], byte[]>> dead = harness.read(Topics.DEAD_LETTERS);
    assertThat(dead).hasSize(1);
    assertThat(dead.getFirst().value()).isEqualTo(garbage);
    assertThat(TopologyHarness.header(dead.getFirst(), "millrace_code")).isEqualTo("unreadable");
    assertThat(TopologyHarness.header(dead.getFirst(), "millrace_topic"))
        .isEqualTo("millrace.effects");
    assertThat(harness.read(Topics.tasks("inventory"))).hasSize(1);
  }
}
