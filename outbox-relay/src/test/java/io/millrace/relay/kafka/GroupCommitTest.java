package io.millrace.relay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private static final Duration FOREVER = Duration.ofDays(1);
  private static final boolean AWAITED = true;

  private final List<List<String>> groups = new CopyOnWriteArrayList<>();
  private final Semaphore mayCommit = new Semaphore(0);
  private GroupCommit<String> commits = patient(FOREVER);

  @AfterEach
  void close() {
    commits.close();
  }

  @Test
  void shouldCommitTogetherWhatComesWhileTheGroupBeforeIsUnderWay() throws InterruptedException {
    commits.submit("a", 1, 10, AWAITED);
    await().until(mayCommit::hasQueuedThreads);
    commits.submit("b", 1, 10, AWAITED);
    commits.submit("c", 1, 10, AWAITED);

    mayCommit.release(2);
    commits.awaitAll();

    assertThat(groups).containsExactly(List.of("a"), List.of("b", "c"));
  }

  @Test
  void shouldKeepWhatNobodyWaitsForUntilSomethingIsAwaited() throws InterruptedException {
    mayCommit.release(1);
    commits.submit("patient", 1, 10, !AWAITED);
    commits.submit("patient too", 1, 10, !AWAITED);
    commits.submit("awaited", 1, 10, AWAITED);
    commits.awaitAll();

    assertThat(groups).containsExactly(List.of("patient", "patient too", "awaited"));
  }

  @Test
  void shouldCommitWhatNobodyWaitsForAfterAWhile() throws InterruptedException {
    commits.close();
    commits = patient(Duration.ofMillis(1));
    mayCommit.release(1);

    commits.submit("patient", 1, 10, !AWAITED);

    await().untilAsserted(() -> assertThat(groups).containsExactly(List.of("patient")));
  }

  @Test
  void shouldCommitAllWhenSomebodyWaitsForAll() throws InterruptedException {
    mayCommit.release(1);
    commits.submit("patient", 1, 10, !AWAITED);

    commits.awaitAll();

    assertThat(groups).containsExactly(List.of("patient"));
  }

  @Test
  void shouldBeginAnotherGroupWhenOneIsFull() throws InterruptedException {
    mayCommit.release(2);
    commits.submit("a", 3, 10, !AWAITED);
    commits.submit("b", 2, 10, !AWAITED);
    commits.awaitAll();

    assertThat(groups).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void shouldBeginAnotherGroupWhenOneHasAsManyBytesAsItMay() throws InterruptedException {
    mayCommit.release(2);
    commits.submit("a", 1, 60, !AWAITED);
    commits.submit("b", 1, 60, !AWAITED);
    commits.awaitAll();

    assertThat(groups).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void shouldTakeAPartThatIsLargerThanAGroupAlone() throws InterruptedException {
    mayCommit.release(1);
    commits.submit("large", 100, 1_000, AWAITED);
    commits.awaitAll();

    assertThat(groups).containsExactly(List.of("large"));
  }

  @Test
  void shouldNotCommitAnyMoreAfterOneGroupHasFailed() throws InterruptedException {
    commits.submit("shut out", 1, 10, AWAITED);
    await().until(mayCommit::hasQueuedThreads);
    commits.submit("after it", 1, 10, AWAITED);
    mayCommit.release(2);

    assertThatThrownBy(commits::awaitAll).hasMessage("shut out");
    assertThatThrownBy(commits::requireHealthy).hasMessage("shut out");
    assertThatThrownBy(() -> commits.submit("later", 1, 10, AWAITED)).hasMessage("shut out");
    assertThat(groups).isEmpty();
  }

  private GroupCommit<String> patient(Duration patience) {
    return new GroupCommit<>(4, 100, patience, this::commit);
  }

  private void commit(List<String> group) {
    mayCommit.acquireUninterruptibly();
    if (group.contains("shut out")) {
      throw new KafkaException("shut out");
    }
    groups.add(group);
  }
}
