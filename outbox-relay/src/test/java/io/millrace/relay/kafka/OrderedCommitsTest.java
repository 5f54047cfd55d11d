package io.millrace.relay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderedCommitsTest {

  private final OrderedCommits commits = new OrderedCommits(2);
  private final List<Integer> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    commits.close();
  }

  @Test
  void shouldCommitInOrder() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      int number = i;
      commits.submit(() -> done.add(number));
    }
    commits.awaitAll();

    assertThat(done).isSorted().hasSize(100);
  }

  @Test
  void shouldNotCommitAnyMoreAfterOneHasFailed() throws InterruptedException {
    commits.submit(() -> done.add(1));
    commits.submit(
        () -> {
          throw new KafkaException("shut out");
        });
    commits.submit(() -> done.add(3));

    assertThatThrownBy(commits::awaitAll).hasMessage("shut out");
    assertThatThrownBy(commits::requireHealthy).hasMessage("shut out");
    assertThat(done).containsExactly(1);
  }
}
