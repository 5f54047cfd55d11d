package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.contract.message.Task;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ElsewhereTest {

  private final Elsewhere elsewhere = new Elsewhere(5);

  private static Delivery delivery(
      int attempt, @Nullable Integer count, @Nullable String strategy) {
    Task task =
        new Task(
            new InstanceId(7),
            new NodeNo(1),
            "a",
            attempt,
            "echo",
            NullNode.getInstance(),
            List.of(),
            "flow",
            "1.0.0",
            null,
            0,
            "7/1/" + attempt,
            strategy,
            null);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "tasks",
            0,
            0,
            0,
            TimestampType.CREATE_TIME,
            0,
            0,
            new byte[0],
            new byte[0],
            new RecordHeaders(),
            Optional.empty(),
            Optional.ofNullable(count).map(Integer::shortValue));
    return new Delivery(record, task, count == null ? 1 : count);
  }

  @Test
  void shouldLeaveALaterAttemptToOthers() {
    assertThat(elsewhere.prefers(delivery(1, 1, "failover"))).isFalse();
    assertThat(elsewhere.prefers(delivery(2, 1, "failover"))).isTrue();
  }

  @Test
  void shouldTakeTheTaskAfterAllWhenNobodyElseWantsIt() {
    elsewhere.prefers(delivery(1, 1, "failover"));

    assertThat(elsewhere.prefers(delivery(2, 2, "failover"))).isTrue();
    assertThat(elsewhere.prefers(delivery(2, 3, "failover"))).isFalse();
  }

  @Test
  void shouldTakeWhatItNeverTried() {
    assertThat(elsewhere.prefers(delivery(2, 1, "failover"))).isFalse();
  }

  @Test
  void shouldTakeTheSameAttemptAgain() {
    elsewhere.prefers(delivery(1, 1, "failover"));

    assertThat(elsewhere.prefers(delivery(1, 2, "failover"))).isFalse();
  }

  @Test
  void shouldTakeEveryAttemptWhenTheStrategyIsAnother() {
    elsewhere.prefers(delivery(1, 1, null));

    assertThat(elsewhere.prefers(delivery(2, 1, null))).isFalse();
  }

  @Test
  void shouldTakeWhatComesFromItsOwnPartition() {
    elsewhere.prefers(delivery(1, null, "failover"));

    assertThat(elsewhere.prefers(delivery(2, null, "failover"))).isFalse();
  }
}
