package io.millrace.topology;

import static io.millrace.topology.TransitionExamples.ERROR;
import static io.millrace.topology.TransitionExamples.ID;
import static io.millrace.topology.TransitionExamples.T0;
import static io.millrace.topology.TransitionExamples.completed;
import static io.millrace.topology.TransitionExamples.task;
import static io.millrace.topology.TransitionExamples.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.Topics;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.InstancePaused;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.event.NodeFailed;
import io.millrace.contract.event.NodeRetryScheduled;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewTopologyTest {

  private TopologyHarness harness;

  @BeforeEach
  void open() throws IOException {
    harness = new TopologyHarness(ViewTopology.build(TopologyHarness.PREFIX), Topics.TRANSITIONS);
  }

  @AfterEach
  void close() throws IOException {
    harness.close();
  }

  @Test
  void shouldShowWhatIsUnderWayWhenAnInstanceRuns() {
    harness.pipe(transition(1, 0, new InstanceStarted(null), task(1, "reserve", "inventory", 1)));

    InstanceView view = instance();
    assertThat(view.status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(view.openNodes())
        .containsEntry(1, new InstanceView.OpenNode("reserve", "inventory", 1, T0));
  }

  @Test
  void shouldCountNodesAsTheyEnd() {
    harness.pipe(transition(1, 0, task(1, "a", "inventory", 1), task(2, "b", "inventory", 1)));
    harness.pipe(transition(2, 1, completed(1, 1)));
    harness.pipe(transition(3, 2, new NodeFailed(new NodeNo(2), 1, ERROR, false, "w-1", null)));

    assertThat(instance().completedNodes()).isEqualTo(1);
    assertThat(instance().failedNodes()).isEqualTo(1);
    assertThat(instance().openNodes()).isEmpty();
  }

  @Test
  void shouldShowAPausedInstanceAsPaused() {
    harness.pipe(transition(1, 0, new InstanceStarted(null)));
    harness.pipe(transition(2, 1, new InstancePaused(null, "ann")));

    assertThat(instance().status()).isEqualTo(InstanceStatus.PAUSED);
  }

  @Test
  void shouldForgetAnInstanceWhenItEnds() {
    harness.pipe(transition(1, 0, new InstanceStarted(null)));
    harness.pipe(transition(2, 1, new InstanceCompleted(Json.tree("{}"))));

    assertThat(harness.driver().getKeyValueStore(ViewTopology.INSTANCES).get(ID.toString()))
        .isNull();
  }

  @Test
  void shouldKeepTheViewSmallWhenManyNodesAreUnderWay() {
    harness.pipe(transition(1, 0, new InstanceStarted(null), task(1, "a", "inventory", 1)));
    harness.pipe(transition(2, 1, task(40, "b", "inventory", 1), task(41, "c", "inventory", 1)));
    harness.pipe(transition(3, 2, task(700, "d", "inventory", 1), completed(40, 1)));

    assertThat(instance().openNodes()).containsOnlyKeys(1);
    assertThat(openNodes()).containsOnlyKeys(1, 41, 700);
    assertThat(statistics(ViewTopology.EXECUTORS, "inventory"))
        .isEqualTo(new Statistics(4, 1, 0, 0, 1_000, 1_000));
  }

  @Test
  void shouldForgetAllNodesWhenAnInstanceEndsThatHadMany() {
    harness.pipe(transition(1, 0, new InstanceStarted(null), task(40, "a", "inventory", 1)));
    harness.pipe(transition(2, 1, new InstanceFailed(ERROR)));

    try (var left = chunks().all()) {
      assertThat(left).isExhausted();
    }
  }

  @Test
  void shouldAddUpAWorkflowsDurations() {
    harness.pipe(transition(1, 0, new InstanceStarted(null)));
    harness.pipe(transition(2, 3, new InstanceCompleted(Json.tree("{}"))));

    assertThat(statistics(ViewTopology.WORKFLOWS, "order"))
        .isEqualTo(new Statistics(1, 1, 0, 0, 3_000, 3_000));
  }

  @Test
  void shouldAddUpAnExecutorsAttempts() {
    harness.pipe(transition(1, 0, task(1, "a", "inventory", 1)));
    harness.pipe(
        transition(
            2, 1, new NodeRetryScheduled(new NodeNo(1), 1, ERROR, T0.plusSeconds(2), "w", null)));
    harness.pipe(transition(3, 2, task(1, "a", "inventory", 2)));
    harness.pipe(transition(4, 6, completed(1, 2)));

    assertThat(statistics(ViewTopology.EXECUTORS, "inventory"))
        .isEqualTo(new Statistics(2, 1, 0, 1, 5_000, 4_000));
  }

  @Test
  void shouldCountATransitionOnceWhenItComesTwice() {
    harness.pipe(transition(1, 0, task(1, "a", "inventory", 1)));
    harness.pipe(transition(1, 0, task(1, "a", "inventory", 1)));

    assertThat(statistics(ViewTopology.EXECUTORS, "inventory").started()).isEqualTo(1);
  }

  private InstanceView instance() {
    return harness
        .driver()
        .<String, InstanceView>getKeyValueStore(ViewTopology.INSTANCES)
        .get(ID.toString());
  }

  private Map<Integer, InstanceView.OpenNode> openNodes() {
    return OpenNodes.all(ID, instance(), chunks());
  }

  private KeyValueStore<String, OpenNodes.Chunk> chunks() {
    return harness.driver().getKeyValueStore(ViewTopology.OPEN_NODES);
  }

  private Statistics statistics(String store, String key) {
    return harness.driver().<String, Statistics>getKeyValueStore(store).get(key);
  }
}
