package io.millrace.worker;

import io.millrace.worker.TaskFeed.Settlement;
import io.millrace.worker.TaskPool.Started;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches tasks and has them run. The one thread that fetches waits for a batch only until its
 * slower tasks are claimed: so a long task never keeps others waiting.
 */
abstract sealed class TaskLoop implements Runnable permits PullLoop, LaneLoop {

  static final Duration POLL = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(TaskLoop.class);
  private static final int LARGEST_FETCH = 128;

  /** Where the tasks run. */
  final TaskPool pool;

  /** How many tasks a poll yields at most. */
  final int fetch;

  private final Duration claimAfter;
  private volatile boolean stopping;
  private volatile @Nullable TaskFeed feed;

  TaskLoop(WorkerConfig config, TaskPool pool) {
    this.pool = pool;
    this.fetch = Math.clamp(config.concurrency() / 4, 1, LARGEST_FETCH);
    this.claimAfter = config.timing().claimAfter();
  }

  /** Opens the feed. */
  abstract TaskFeed open();

  /** Fetches once, or waits a while for places. */
  abstract void fetchFrom(TaskFeed open) throws InterruptedException;

  /** Runs until {@link #stop}; what is wrong with Kafka in between is waited out. */
  @Override
  public final void run() {
    while (!stopping) {
      try (TaskFeed open = open()) {
        feed = open;
        while (!stopping) {
          fetchFrom(open);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.warn("fetching tasks failed, trying again: {}", e.toString());
        LOG.debug("fetching tasks failed", e);
        breathe();
      } finally {
        feed = null;
      }
    }
  }

  /** Fetches no more. For other threads. */
  final void stop() {
    stopping = true;
    wakeup();
  }

  /** Makes a poll that is under way return. For other threads. */
  final void wakeup() {
    TaskFeed open = feed;
    if (open != null) {
      open.wakeup();
    }
  }

  final boolean stopping() {
    return stopping;
  }

  /** Settles what was started, as soon as all of it may be. */
  final void settle(TaskFeed open, List<Started> started) throws InterruptedException {
    TaskPool.await(started.stream().map(Started::settled).toList(), claimAfter);
    List<CompletableFuture<Settlement>> all = started.stream().map(Started::orClaimed).toList();
    TaskPool.await(all, Duration.ofDays(1));
    boolean released = false;
    for (int i = 0; i < all.size(); i++) {
      Settlement settlement = all.get(i).getNow(Settlement.RELEASE);
      open.settle(started.get(i).record(), settlement);
      released |= settlement == Settlement.RELEASE;
    }
    if (released) {
      open.commit(); // With the next poll it would come back here before others could take it.
    }
  }

  private void breathe() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }
}
