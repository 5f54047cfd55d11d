package io.millrace.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.contract.message.TaskCompleted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HopsTest {

  @Test
  void shouldTellFromTheEndOfEachTaskToTheStartOfTheNextWhateverTheirOrderInTheLog() {
    assertThat(Hops.between(List.of(task(2, 40, 45), task(1, 10, 12), task(3, 60, 61))))
        .containsExactly(Duration.ofMillis(28), Duration.ofMillis(15));
  }

  @Test
  void shouldTellNothingOfASingleTask() {
    assertThat(Hops.between(List.of(task(1, 10, 12)))).isEmpty();
  }

  private static TaskCompleted task(int node, int startedAt, int finishedAt) {
    return new TaskCompleted(
        new InstanceId(1),
        new NodeNo(node),
        1,
        "claim",
        "worker",
        Instant.ofEpochMilli(startedAt),
        Instant.ofEpochMilli(finishedAt),
        NullNode.getInstance());
  }
}
