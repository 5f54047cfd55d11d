package io.millrace.relay.kafka;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Commits in the background, one after the other, in the order of their submission. After the first
 * that fails none is tried any more.
 */
final class OrderedCommits implements AutoCloseable {

  private final int most;
  private final Semaphore room;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> Thread.ofPlatform().name("relay-commit").daemon().unstarted(work));
  private volatile @Nullable RuntimeException failure;

  /** With room for {@code most} commits that are submitted and not done. */
  OrderedCommits(int most) {
    this.most = most;
    this.room = new Semaphore(most);
  }

  /** Waits until there is room. */
  void submit(Runnable commit) throws InterruptedException {
    room.acquire();
    thread.execute(
        () -> {
          try {
            if (failure == null) {
              commit.run();
            }
          } catch (RuntimeException e) {
            failure = e;
          } finally {
            room.release();
          }
        });
  }

  void awaitAll() throws InterruptedException {
    room.acquire(most);
    room.release(most);
    requireHealthy();
  }

  void requireHealthy() {
    RuntimeException cause = failure;
    if (cause != null) {
      throw cause instanceof KafkaException known
          ? known
          : new KafkaException("A transaction could not be committed", cause);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
