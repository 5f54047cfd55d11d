package io.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchProcessorTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final String START = "{\"workflow\":\"one-task\",\"input\":{}}";
  private static final long FIRST = InstanceId.first(0).value();

  private final MemoryStore store = new MemoryStore();
  private final OwnedPartition partition = partition();
  private final IntakeMetrics metrics = new IntakeMetrics();
  private final BatchProcessor processor = processor(1 << 20);
  private long startsEnd;

  private static OwnedPartition partition() {
    Map<InputTopic, InputPosition> positions = new EnumMap<>(InputTopic.class);
    for (InputTopic input : InputTopic.values()) {
      positions.put(input, new InputPosition(input.name("m"), 0, "id", FIRST, 0));
    }
    return new OwnedPartition(
        new PartitionLease(0, 1), positions, new TimerHeap(NOW.plusSeconds(3_600)));
  }

  private BatchProcessor processor(long cacheBytes) {
    IntakeSettings settings =
        new IntakeSettings(
            "m",
            "engine-1",
            "none",
            Map.of(),
            1,
            100,
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            cacheBytes,
            Duration.ofHours(1),
            LogLevel.OFF);
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new BatchProcessor(settings, "host", store, store, clock, () -> 1, metrics);
  }

  private Postponed process(Work... work) {
    return processor.process(
        new Batch(List.of(work), Map.of(0, partition), false, number -> startsEnd));
  }

  private static Work.Received record(InputTopic input, long offset, String json) {
    return new Work.Received(
        input,
        new ConsumerRecord<>(
            input.name("m"), 0, offset, new byte[0], json.getBytes(StandardCharsets.UTF_8)));
  }

  private static InstanceId id(long offset) {
    return new InstanceId(FIRST + offset);
  }

  @Test
  void shouldWriteEachInstanceOnceWhateverHappensToItInABatch() {
    process(
        record(InputTopic.STARTS, 0, START),
        record(InputTopic.STARTS, 1, START),
        record(InputTopic.RESULTS, 0, IntakeFixture.completed(id(0), 1, "1")));

    BatchWrite write = store.writes.getFirst();
    assertThat(store.writes).hasSize(1);
    assertThat(write.instances()).extracting(InstanceChange::id).containsExactly(id(0), id(1));
    InstanceChange both = write.instances().getFirst();
    assertThat(both.isNew()).isTrue();
    assertThat(both.touched()).containsExactly(new NodeNo(1));
    assertThat(both.after().status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(both.after().position().sequence()).isEqualTo(2);
    assertThat(write.outbox()).hasSize(3);
    assertThat(write.now()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
  }

  @Test
  void shouldAdvanceThePositionOfEveryLogThatItTook() {
    process(
        record(InputTopic.STARTS, 4, START),
        record(InputTopic.STARTS, 7, START),
        record(InputTopic.CONTROLS, 2, "nonsense"));

    assertThat(store.writes.getFirst().positions())
        .extracting(InputPosition::topic, InputPosition::nextOffset)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("m.controls", 3L),
            org.assertj.core.groups.Tuple.tuple("m.starts", 8L));
    assertThat(partition.position(InputTopic.STARTS).nextOffset()).isEqualTo(8);
  }

  @Test
  void shouldTakeStartsFirstWhenAControlStandsBeforeThem() {
    process(
        record(InputTopic.CONTROLS, 0, IntakeFixture.control("instance.cancel", id(0))),
        record(InputTopic.STARTS, 0, START));

    assertThat(store.status(id(0))).isEqualTo(InstanceStatus.CANCELLED);
  }

  @Test
  void shouldPostponeWhatIsForAStartThatIsStillInItsLog() {
    startsEnd = 6;
    Postponed postponed =
        process(
            record(InputTopic.CONTROLS, 10, IntakeFixture.control("instance.cancel", id(9))),
            record(InputTopic.CONTROLS, 11, IntakeFixture.control("instance.cancel", id(5))),
            record(InputTopic.CONTROLS, 12, "nonsense"));

    assertThat(postponed.offsets())
        .containsExactly(Map.entry(new TopicPartition("m.controls", 0), 11L));
    assertThat(partition.position(InputTopic.CONTROLS).nextOffset()).isEqualTo(11);
    assertThat(store.writes.getFirst().outbox())
        .singleElement()
        .satisfies(row -> assertThat(row.headers()).contains("instance-unknown"));
  }

  @Test
  void shouldReadNothingFromTheStoreWhenTheInstanceIsCached() {
    process(record(InputTopic.STARTS, 0, START));
    process(record(InputTopic.RESULTS, 0, IntakeFixture.completed(id(0), 1, "1")));

    assertThat(store.loaded).isEmpty();
    assertThat(store.status(id(0))).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldReadTheInstanceAgainWhenItWasForgotten() {
    process(record(InputTopic.STARTS, 0, START));
    processor.forget(0);
    process(record(InputTopic.RESULTS, 0, IntakeFixture.completed(id(0), 1, "1")));

    assertThat(store.loaded).containsExactly(id(0));
    assertThat(store.status(id(0))).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldArmTheTimerOfAnInstanceThatHasOne() {
    process(
        record(InputTopic.STARTS, 0, "{\"workflow\":\"one-task\",\"input\":{\"timeoutMs\":500}}"));

    assertThat(partition.timers().nextDue()).isEqualTo(Instant.parse("2026-01-01T00:00:00.623Z"));
  }

  @Test
  void shouldTryTheTimersLaterWhenDecidingOnThemIsABug() {
    process(
        record(
            InputTopic.STARTS,
            0,
            "{\"workflow\":\"one-task\",\"input\":{\"timeoutMs\":-1,\"bug\":true}}"));
    assertThat(partition.timers().takeDue(NOW, 1)).containsExactly(id(0));
    process(new Work.Due(id(0)));

    assertThat(partition.timers().nextDue()).isAfter(NOW.plusSeconds(50));
  }

  @Test
  void shouldWriteOnlyThePositionWhenAMessageChangesNothing() {
    process(record(InputTopic.STARTS, 0, START));
    process(record(InputTopic.RESULTS, 0, IntakeFixture.completed(id(0), 9, "1")));

    assertThat(store.writes.getLast().instances()).isEmpty();
    assertThat(store.writes.getLast().outbox()).isEmpty();
    assertThat(store.writes.getLast().positions()).hasSize(1);
    assertThat(metrics.ignored.sum()).isEqualTo(1);
  }

  @Test
  void shouldLookWorkflowsUpAgainWhenAVersionIsNotAsItWas() {
    store.versionsChange = true;
    process(record(InputTopic.STARTS, 0, START));

    assertThat(store.forgotten).isEqualTo(1);
    assertThat(store.writes).hasSize(1);
    assertThat(store.writes.getFirst().versions()).hasSize(1);
    assertThat(store.status(id(0))).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void shouldPutOnlyTheRecordAsideThatCannotBeStored() {
    store.refused.add(id(2));
    process(
        record(InputTopic.STARTS, 0, START),
        record(InputTopic.STARTS, 1, START),
        record(InputTopic.STARTS, 2, START),
        record(InputTopic.STARTS, 3, START),
        record(InputTopic.CONTROLS, 0, IntakeFixture.control("instance.cancel", id(3))));

    assertThat(store.states.keySet()).containsExactlyInAnyOrder(id(0), id(1), id(3));
    assertThat(store.status(id(3))).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(
            store.writes.stream()
                .flatMap(write -> write.outbox().stream())
                .filter(row -> row.topic().equals(DeadLetter.TOPIC)))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.headers())
                    .contains("\"millrace_code\":\"not-storable\"")
                    .contains("\"millrace_offset\":\"2\""));
    assertThat(partition.position(InputTopic.STARTS).nextOffset()).isEqualTo(4);
  }
}
