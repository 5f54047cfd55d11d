package io.millrace.endtoend;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.client.KafkaLog;
import io.millrace.contract.Json;
import io.millrace.contract.Topics;
import io.millrace.contract.message.EngineHeartbeat;
import io.millrace.worker.Worker;
import io.millrace.worker.WorkerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks go to the workers that definitions ask for, while these live. */
@ExtendWith(SharedMillrace.class)
class PlacementIT {

  private static final int KEYS = 8;
  private static final List<String> WORKERS = List.of("worker", "worker-2");

  /** Which worker ran a node of an instance with this input. */
  private record Ran(int n, String worker) {}

  @BeforeEach
  void workersHaveLanes(RunningMillrace millrace) {
    Waiting.until(
        () ->
            WORKERS.stream()
                .noneMatch(worker -> lanes(millrace).getOrDefault(worker, List.of()).isEmpty()));
  }

  @Test
  void shouldGoToTheWorkerThatIsAskedForAndToAnotherWhenItIsKilled(RunningMillrace millrace) {
    try (Endings endings = Endings.fromNow(millrace)) {
      Batch calm = Batch.start(millrace, 4 * KEYS, Kind.PLACED);
      endings.await(calm.ids(), Waiting.PATIENCE);

      Map<Integer, Set<String>> byKey = workersByKey(millrace, calm, "by-key");
      assertThat(byKey).hasSize(KEYS).allSatisfy((key, who) -> assertThat(who).hasSize(1));
      assertThat(byKey.values().stream().flatMap(Set::stream)).contains("worker", "worker-2");
      assertThat(workersByKey(millrace, calm, "same")).isEqualTo(byKey);
      assertThat(ran(millrace, calm, "by-name")).extracting(Ran::worker).containsOnly("worker-2");

      Batch troubled = Batch.start(millrace, 100, Kind.PLACED);
      Waiting.until(() -> millrace.runningTasks("worker-2") > 0);
      long killed = System.nanoTime();
      millrace.kill("worker-2");

      endings.await(troubled.ids(), Waiting.PATIENCE);
      RunningMillrace.say(
          "chosen worker killed, its tasks are done %.1f s later"
              .formatted((System.nanoTime() - killed) / 1e9));
      new Proof(millrace).of(calm, troubled);
    }
  }

  @Test
  void shouldWaitForAWorkerThatOffersWhatIsNeeded(RunningMillrace millrace) {
    Map<String, String> settings =
        Map.of(
            "millrace.kafka.bootstrap.servers", millrace.addresses().kafka(),
            "millrace.topics.prefix", millrace.addresses().prefix(),
            "millrace.worker.id", "able",
            "millrace.worker.executors", "echo",
            "millrace.worker.heartbeat-interval", "1000",
            "millrace.worker.capabilities", "gpu");
    try (Endings endings = Endings.fromNow(millrace)) {
      Batch batch = Batch.start(millrace, 10, Kind.ABLE);
      try (Worker able = Worker.start(WorkerConfig.of(settings, Map.of()))) {
        endings.await(batch.ids(), Waiting.PATIENCE);

        assertThat(ran(millrace, batch, "pulled")).extracting(Ran::worker).containsOnly(able.id());
        assertThat(ran(millrace, batch, "chosen")).extracting(Ran::worker).containsOnly(able.id());
      }
      new Proof(millrace).of(batch);
    }
  }

  private static Map<Integer, Set<String>> workersByKey(
      RunningMillrace millrace, Batch batch, String node) {
    return ran(millrace, batch, node).stream()
        .collect(groupingBy(it -> it.n() % KEYS, mapping(Ran::worker, toSet())));
  }

  private static List<Ran> ran(RunningMillrace millrace, Batch batch, String node) {
    return millrace
        .database()
        .inTransaction(
            transaction ->
                transaction.query(
                    "SELECT i.input_data ->> '$.n', n.assigned_engine_id FROM workflow_instances i"
                        + " JOIN task_nodes n ON n.workflow_instance_id = i.id"
                        + " WHERE i.external_id LIKE ? AND n.node_id = ?",
                    List.of(batch.tag() + "%", node),
                    row -> new Ran(row.getInt(1), row.getString(2))));
  }

  /** What each worker said last. */
  private static Map<String, List<Integer>> lanes(RunningMillrace millrace) {
    Map<String, List<Integer>> lanes = new HashMap<>();
    String topic = Topics.ENGINES.name(millrace.addresses().prefix());
    try (KafkaLog.Tail tail = millrace.log().from(new TopicPartition(topic, 0), null)) {
      do {
        tail.next()
            .forEach(
                record -> {
                  EngineHeartbeat beat = Json.read(record.value(), EngineHeartbeat.class);
                  lanes.put(beat.engineId(), beat.lanes());
                });
      } while (!tail.atEnd());
    }
    return lanes;
  }
}
