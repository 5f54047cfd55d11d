package io.millrace.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Cause;
import io.millrace.contract.message.InstanceHeader;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

/** How many bytes dispatch is woken for. */
class DispatchFetchTest {

  @Test
  void shouldBeWokenByTheShortestTransitionCompressed() {
    Transition shortest =
        new Transition(
            new InstanceId(1),
            1,
            Transition.NO_HASH,
            TransitionExamples.T0,
            new Cause("c", "c"),
            "e",
            new InstanceHeader("w", "1.0.0", null, null, null, null),
            List.of(TransitionExamples.task(1, "n", "x", 1)),
            null);

    byte[] bytes = TransitionCodec.seal(shortest).bytes();

    int size =
        MemoryRecords.withRecords(Compression.lz4().build(), new SimpleRecord(bytes)).sizeInBytes();
    assertThat(size).isGreaterThan(Topologies.MORE_THAN_MARKERS);
  }

  @Test
  void shouldSleepOnThroughTheMarkersOfThreePartitions() {
    EndTransactionMarker end = new EndTransactionMarker(ControlRecordType.COMMIT, 0);

    int size = MemoryRecords.withEndTransactionMarker(1, (short) 0, end).sizeInBytes();

    assertThat(3 * size).isLessThan(Topologies.MORE_THAN_MARKERS);
  }
}
