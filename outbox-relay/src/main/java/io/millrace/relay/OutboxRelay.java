package io.millrace.relay;

import io.millrace.contract.Json;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outbox of one MySQL to Kafka: each committed row exactly once, rows of one
 * aggregate in their order.
 *
 * <p>Of several relays of the same name one leads, the others stand by. A relay goes on by itself
 * when MySQL or Kafka went away and came back.
 */
public final class OutboxRelay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

  private static final Duration SHORTEST_BACKOFF = Duration.ofMillis(250);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);

  private final RelayConfig config;
  private final RelayTracker tracker = new RelayTracker(Clock.systemUTC());
  private final StopSignal stop = new StopSignal();
  private final Backoff backoff = new Backoff(SHORTEST_BACKOFF, LONGEST_BACKOFF);
  private final Thread thread;
  private OptionalLong republishFrom;

  /** A relay that does nothing before it is started. */
  public OutboxRelay(RelayConfig config) {
    this.config = config;
    this.republishFrom = config.republishFrom();
    this.thread = Thread.ofPlatform().name("relay").unstarted(this::run);
  }

  /** Starts it in the background, once. Problems show in the {@link #status()}. */
  public void start() {
    thread.start();
  }

  /** What it is doing. */
  public RelayStatus status() {
    return tracker.status();
  }

  /** Its numbers. */
  public RelayMetrics metrics() {
    return tracker.metrics();
  }

  /** Stops after the transaction at hand, and lets a standby take over at once. */
  @Override
  public void close() {
    stop.give();
    try {
      thread.join(PATIENCE_AT_STOP);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(PATIENCE_AT_STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stop.isGiven()) {
        leadOnce();
        if (!stop.isGiven() && stop.pause(backoff.next())) {
          break;
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("The relay was interrupted");
    } finally {
      tracker.now(RelayState.STOPPED, "");
    }
  }

  private void leadOnce() throws InterruptedException {
    try (Leadership leadership = Leadership.await(config, tracker, stop, this::note)) {
      if (leadership != null) {
        new RelaySession(config, tracker, leadership, stop).run(republishFrom, this::streaming);
      }
    } catch (RelayFault e) {
      tracker.now(e.blocks() ? RelayState.BLOCKED : RelayState.WAITING, Reason.of(e));
    } catch (SQLException | RuntimeException e) {
      LOG.debug("The session failed", e);
      if (isFenced(e)) {
        tracker.now(RelayState.STANDBY, "Another relay has taken over");
      } else {
        tracker.now(RelayState.WAITING, Reason.of(e));
      }
    }
  }

  private static boolean isFenced(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  private void streaming() {
    backoff.reset();
    republishFrom = OptionalLong.empty();
  }

  private String note() {
    RelayMetrics metrics = metrics();
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("state", status().state());
    note.put("detail", status().detail());
    note.put("events", metrics.events());
    note.put("lagMillis", metrics.lagMillis());
    note.put("lastOutboxId", metrics.lastOutboxId());
    return Json.text(note);
  }
}
