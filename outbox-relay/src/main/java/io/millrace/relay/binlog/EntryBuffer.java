package io.millrace.relay.binlog;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands entries from the thread that reads them to the thread that publishes them, in batches.
 * Bounded by bytes.
 *
 * <p>The rows of a commit come one after the other, some tens of microseconds apart, and a batch
 * costs the broker the same whether it has one row or a thousand: without a moment of patience the
 * first row would go alone, and the others wait for its transaction. So a batch ends where nothing
 * follows for a moment, and is gathered for longer when a burst comes in.
 */
public final class EntryBuffer {

  /** So many waiting entries are a burst. */
  private static final int BURST = 64;

  /** After so long without a row, those of a commit have all come. */
  private static final long QUIET_NANOS = 250_000;

  /** How long a burst is gathered at most. */
  private static final long GATHER_BURST_NANOS = Duration.ofMillis(10).toNanos();

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
   * Takes what is there, in order, a moment after there is something.
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
    int before = 0;
    while (entries.size() > before && entries.size() < BURST) {
      before = entries.size();
      awaitBatch(Math.min(BURST, maxEntries), QUIET_NANOS);
    }
    if (entries.size() >= BURST) {
      awaitBatch(maxEntries, GATHER_BURST_NANOS);
    }
  }

  private void awaitBatch(int size, long patienceNanos) throws InterruptedException {
    wanted = size;
    long nanos = patienceNanos;
    while (nanos > 0 && entries.size() < size && bytes < maxBytes && failure == null) {
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
