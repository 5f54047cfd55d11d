package io.millrace.relay.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Commits parts in the background, in the order of their submission: one group after the other,
 * each of all that has come while the one before was under way. So a commit that takes long makes
 * larger groups, not a longer line.
 *
 * <p>A part that somebody waits for goes as soon as it can. The others wait a moment for it: what
 * nobody waits for need not have a commit of its own.
 *
 * <p>After the first group that fails none is tried any more.
 *
 * @param <P> a part
 */
final class GroupCommit<P> implements AutoCloseable {

  private final int mostRows;
  private final long mostBytes;
  private final long patienceNanos;
  private final Consumer<List<P>> commit;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition submitted = lock.newCondition();
  private final Condition taken = lock.newCondition();
  private List<P> waiting = new ArrayList<>();
  private int rows;
  private long bytes;
  private long sinceNanos;
  private boolean urgent;
  private boolean committing;
  private @Nullable RuntimeException failure;

  /**
   * Begins to commit what will be submitted.
   *
   * @param mostRows the most rows of a group, unless one part alone has more
   * @param mostBytes the same for bytes
   * @param patience how long a part waits at most for one that is urgent
   * @param commit commits a group, by a thread of its own
   */
  GroupCommit(int mostRows, long mostBytes, Duration patience, Consumer<List<P>> commit) {
    this.mostRows = mostRows;
    this.mostBytes = mostBytes;
    this.patienceNanos = patience.toNanos();
    this.commit = commit;
    this.thread = Thread.ofPlatform().name("relay-commit").daemon().start(this::commitAll);
  }

  /**
   * Adds a part to the next group; waits while that has no room for it.
   *
   * @param partRows how many rows it has
   * @param partBytes how many bytes they have
   * @param awaited whether somebody waits for it
   * @throws KafkaException when a group before could not be committed
   */
  void submit(P part, int partRows, long partBytes, boolean awaited) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (failure == null && !waiting.isEmpty() && !hasRoom(partRows, partBytes)) {
        hurry();
        taken.await();
      }
      requireHealthy();
      if (waiting.isEmpty()) {
        sinceNanos = System.nanoTime();
      }
      waiting.add(part);
      rows += partRows;
      bytes += partBytes;
      urgent |= awaited;
      submitted.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until everything that was submitted is committed.
   *
   * @throws KafkaException when it could not be
   */
  void awaitAll() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (failure == null && (committing || !waiting.isEmpty())) {
        hurry();
        taken.await();
      }
      requireHealthy();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Checks what has been committed so far.
   *
   * @throws KafkaException when something could not be
   */
  void requireHealthy() {
    lock.lock();
    try {
      if (failure != null) {
        throw failure instanceof KafkaException known
            ? known
            : new KafkaException("A transaction could not be committed", failure);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends at once; what is not committed will not be. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private boolean hasRoom(int partRows, long partBytes) {
    return rows + partRows <= mostRows && bytes + partBytes <= mostBytes;
  }

  private void hurry() {
    urgent = true;
    submitted.signal();
  }

  private void commitAll() {
    try {
      while (true) {
        commit.accept(next());
        done(null);
      }
    } catch (InterruptedException e) {
      done(new KafkaException("The publisher is closed"));
    } catch (RuntimeException e) {
      done(e);
    }
  }

  private List<P> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty()) {
        submitted.await();
      }
      long left = patienceNanos - (System.nanoTime() - sinceNanos);
      while (!urgent && left > 0) {
        left = submitted.awaitNanos(left);
      }
      List<P> group = waiting;
      waiting = new ArrayList<>();
      rows = 0;
      bytes = 0;
      urgent = false;
      committing = true;
      taken.signalAll();
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void done(@Nullable RuntimeException cause) {
    lock.lock();
    try {
      committing = false;
      failure = cause;
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
