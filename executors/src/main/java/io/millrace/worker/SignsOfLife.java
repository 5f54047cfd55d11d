package io.millrace.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.TaskHeartbeat;
import io.millrace.contract.message.TaskStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a running task shows of itself: that it started, that it goes on, how far it is. Nothing
 * leaves after {@link #end}, so that a result is the last that is heard of a claim.
 */
final class SignsOfLife {

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private final Delivery delivery;
  private final String claimId;
  private final String engineId;
  private final Instant startedAt;
  private final WorkerTiming timing;
  private final Reports reports;
  private final ScheduledExecutorService clock;

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Future<?>> timers = new ArrayList<>();
  private boolean ended;
  private boolean toldStart;
  private boolean due;
  private int heartbeats;
  private long lastNanos;
  private @Nullable JsonNode progress;

  SignsOfLife(
      Delivery delivery,
      String claimId,
      Instant startedAt,
      WorkerConfig config,
      Reports reports,
      ScheduledExecutorService clock) {
    this.delivery = delivery;
    this.claimId = claimId;
    this.engineId = config.id();
    this.startedAt = startedAt;
    this.timing = config.timing();
    this.reports = reports;
    this.clock = clock;
  }

  /** From now on, tells of itself when it is time. */
  void begin(Instant now) {
    Duration untilStart = timing.startedAfter().minus(Duration.between(startedAt, now));
    long interval = timing.heartbeatInterval().toNanos();
    later(this::start, untilStart);
    locked(
        () ->
            timers.add(
                clock.scheduleAtFixedRate(this::beat, interval, interval, TimeUnit.NANOSECONDS)));
  }

  /** Does something else at its time, unless the end comes first. */
  void later(Runnable action, Duration delay) {
    locked(
        () ->
            timers.add(clock.schedule(action, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS)));
  }

  void progress(JsonNode value) {
    locked(() -> progress = value);
    heartbeat();
  }

  /** At once, or a little later if the last one was only just sent. */
  void heartbeat() {
    locked(
        () -> {
          long since = System.nanoTime() - lastNanos;
          long wait = toldStart ? SHORTEST_INTERVAL.toNanos() - since : 0;
          if (!due) {
            due = true;
            timers.add(clock.schedule(this::beat, Math.max(0, wait), TimeUnit.NANOSECONDS));
          }
        });
  }

  /**
   * The last that is heard of it.
   *
   * @return false if the end had come already
   */
  boolean end() {
    lock.lock();
    try {
      boolean first = !ended;
      ended = true;
      timers.forEach(timer -> timer.cancel(false));
      timers.clear();
      return first;
    } finally {
      lock.unlock();
    }
  }

  private void start() {
    locked(
        () -> {
          if (!toldStart) {
            toldStart = true;
            Task task = delivery.task();
            tell(
                new TaskStarted(
                    task.instanceId(), task.nodeNo(), task.attempt(), claimId, engineId, startedAt),
                0);
          }
        });
  }

  private void beat() {
    start();
    locked(
        () -> {
          due = false;
          lastNanos = System.nanoTime();
          Task task = delivery.task();
          tell(
              new TaskHeartbeat(
                  task.instanceId(), task.nodeNo(), task.attempt(), claimId, engineId, progress),
              ++heartbeats);
        });
  }

  private void tell(Result result, int number) {
    // Whether it arrives does not matter: another follows, and the final result says it all.
    reports.result(delivery, result, number).exceptionally(refused -> null);
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      if (!ended) {
        action.run();
      }
    } finally {
      lock.unlock();
    }
  }
}
