package io.millrace.relay.binlog;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands entries from the thread that reads them to the thread that publishes them: at once when
 * there are few, in batches when they come faster than they go. Bounded by bytes.
 *
 * <p>A commit of hundreds of rows comes in over tens of milliseconds, and a batch costs the broker
 * the same whether it has ten rows or a thousand. So when a burst comes in, a batch is gathered for
 * a moment.
 */
public final class EntryBuffer {

  /** So many waiting entries are a burst. */
  private static final int BURST = 16;

  /** How long a burst is gathered at most. */
  private static final long GATHER_NANOS = Duration.ofMillis(10).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private final Condition batchFull = lock.newCondition();
  private final ArrayDeque<BinlogEntry> entries = new ArrayDeque<>();
  private final long maxBytes;
  private long bytes;
  private int wanted;
  private @Nullable Throwable failure;

  /** A buffer that takes entries until they have {@code maxBytes}, and always at least one. */
  public EntryBuffer(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds an entry, waiting for room. */
  void put(BinlogEntry entry) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (bytes >= maxBytes) {
        notFull.await();
      }
      entries.add(entry);
      bytes += entry.size();
      notEmpty.signal();
      if (entries.size() == wanted || bytes >= maxBytes) {
        batchFull.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says that no entry will follow, and why. */
  void fail(Throwable cause) {
    lock.lock();
    try {
      failure = cause;
      notEmpty.signal();
      batchFull.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what is there, in order, as soon as there is something, or a few milliseconds later if a
   * burst comes in.
   *
   * @param maxEntries the most entries to take
   * @param maxBatchBytes where to stop; the first entry is taken whatever its size
   * @param patience how long to wait for the first entry; empty when none came
   * @throws BinlogException when the reader has failed and everything before was taken
   */
  public List<BinlogEntry> take(int maxEntries, long maxBatchBytes, Duration patience)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      awaitEntry(patience);
      gather(maxEntries);
      List<BinlogEntry> batch = new ArrayList<>(Math.min(entries.size(), maxEntries));
      long batchBytes = 0;
      for (BinlogEntry next = entries.peek();
          next != null && batch.size() < maxEntries;
          next = entries.peek()) {
        batchBytes += next.size();
        if (batchBytes > maxBatchBytes && !batch.isEmpty()) {
          break;
        }
        batch.add(entries.remove());
        bytes -= next.size();
      }
      notFull.signal();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** How many entries are waiting. */
  public int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  private void gather(int maxEntries) throws InterruptedException {
    if (entries.size() < BURST) {
      return;
    }
    wanted = maxEntries;
    long nanos = GATHER_NANOS;
    while (nanos > 0 && entries.size() < maxEntries && bytes < maxBytes && failure == null) {
      nanos = batchFull.awaitNanos(nanos);
    }
  }

  private void awaitEntry(Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    while (entries.isEmpty() && nanos > 0) {
      if (failure != null) {
        throw new BinlogException("Reading MySQL's binlog failed", failure);
      }
      nanos = notEmpty.awaitNanos(nanos);
    }
    if (entries.isEmpty() && failure != null) {
      throw new BinlogException("Reading MySQL's binlog failed", failure);
    }
  }
}
