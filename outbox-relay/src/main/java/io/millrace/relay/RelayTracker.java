package io.millrace.relay;

import io.millrace.relay.outbox.OutboxRow;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps count, and tells who asks. Written by the relay's threads, read by any. */
final class RelayTracker {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

  private final Clock clock;
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong batches = new AtomicLong();
  private final AtomicLong sessions = new AtomicLong();
  private volatile long lastOutboxId;
  private volatile long lastLagMillis;
  private volatile long oldestWaitingMillis;
  private volatile IntSupplier buffered = () -> 0;
  private volatile RelayStatus status;

  RelayTracker(Clock clock) {
    this.clock = clock;
    this.status = new RelayStatus(RelayState.STARTING, "", clock.instant());
  }

  RelayStatus status() {
    return status;
  }

  RelayMetrics metrics() {
    return new RelayMetrics(
        events.get(),
        bytes.get(),
        batches.get(),
        sessions.get(),
        buffered.getAsInt(),
        lagMillis(),
        lastOutboxId);
  }

  private long lagMillis() {
    long waiting = oldestWaitingMillis;
    return waiting == 0 ? lastLagMillis : Math.max(0, clock.millis() - waiting);
  }

  /** Changes the status; does nothing when it is the same already. */
  void now(RelayState state, String detail) {
    RelayStatus before = status;
    if (before.state() == state && before.detail().equals(detail)) {
      return;
    }
    status = new RelayStatus(state, detail, Instant.now(clock));
    switch (state) {
      case WAITING -> LOG.warn("Relay is waiting: {}", detail);
      case BLOCKED -> LOG.error("Relay is blocked: {}", detail);
      case STARTING, STANDBY, CATCHING_UP, STREAMING, STOPPED ->
          LOG.info("Relay is {}{}", state, detail.isEmpty() ? "" : ": " + detail);
    }
  }

  /** Says that work goes on, unless something is wrong that has not been seen to be right again. */
  void tryingAgain(RelayState state, String detail) {
    RelayState before = status.state();
    if (before != RelayState.WAITING && before != RelayState.BLOCKED) {
      now(state, detail);
    }
  }

  void sessionStarted(IntSupplier bufferedEntries) {
    sessions.incrementAndGet();
    buffered = bufferedEntries;
  }

  void sessionEnded() {
    buffered = () -> 0;
    oldestWaitingMillis = 0;
  }

  void publishing(List<OutboxRow> rows) {
    if (!rows.isEmpty()) {
      oldestWaitingMillis = rows.getFirst().createdAt().toEpochMilli();
    }
  }

  void published(List<OutboxRow> rows) {
    if (rows.isEmpty()) {
      lastLagMillis = 0;
      return;
    }
    long size = 0;
    for (OutboxRow row : rows) {
      size += row.size();
    }
    events.addAndGet(rows.size());
    bytes.addAndGet(size);
    batches.incrementAndGet();
    long oldestMillis = rows.getFirst().createdAt().toEpochMilli();
    lastLagMillis = Math.max(0, clock.millis() - oldestMillis);
    lastOutboxId = rows.getLast().id();
    if (oldestWaitingMillis == oldestMillis) {
      oldestWaitingMillis = 0;
    }
  }
}
