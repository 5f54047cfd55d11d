package io.millrace.relay;

import io.millrace.relay.jdbc.LeaderLock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Being the leader: holds the lock for as long as it is open, and knows when it could not. */
final class Leadership implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  /** How often a lease is renewed while it lasts. */
  private static final int RENEWALS_PER_LEASE = 4;

  private static final Duration STANDBY_POLL = Duration.ofMillis(500);

  private final LeaderLock lock;
  private final long token;
  private final Duration lease;
  private final Supplier<String> note;
  private final StopSignal closing = new StopSignal();
  private final Thread renewer;
  private volatile long heldUntilNanos;
  private volatile boolean lost;

  private Leadership(
      LeaderLock lock, long token, long takenNanos, Duration lease, Supplier<String> note) {
    this.lock = lock;
    this.token = token;
    this.lease = lease;
    this.note = note;
    this.heldUntilNanos = takenNanos + lease.toNanos();
    this.renewer = Thread.ofPlatform().name("relay-lease").daemon().start(this::renew);
  }

  /**
   * Waits until the lock is free and takes it.
   *
   * @param note what the lock's row shall tell people
   * @return null if {@code stop} was given first
   */
  static @Nullable Leadership await(
      RelayConfig config, RelayTracker tracker, StopSignal stop, Supplier<String> note)
      throws SQLException, InterruptedException {
    DataSource database = config.mysql().dataSource(config.lease());
    LeaderLock lock =
        LeaderLock.open(database, config.kafka().relayName(), config.owner(), config.lease());
    try {
      do {
        long asked = System.nanoTime();
        OptionalLong token = lock.take();
        if (token.isPresent()) {
          Leadership taken = new Leadership(lock, token.getAsLong(), asked, config.lease(), note);
          lock = null;
          return taken;
        }
        tracker.now(RelayState.STANDBY, "%s leads".formatted(lock.holder()));
      } while (!stop.pause(STANDBY_POLL));
      return null;
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }

  /** The fencing token: larger than those of all leaders before. */
  long token() {
    return token;
  }

  /**
   * Checks that the lease has not run out.
   *
   * @throws RelayFault when it has, or another relay holds the lock
   */
  void require() {
    if (lost || System.nanoTime() - heldUntilNanos > 0) {
      throw new RelayFault(
          RelayFault.Code.LEADERSHIP_LOST,
          "The lease on leadership could not be renewed within %d s".formatted(lease.toSeconds()));
    }
  }

  private void renew() {
    try {
      while (!closing.pause(lease.dividedBy(RENEWALS_PER_LEASE))) {
        long asked = System.nanoTime();
        if (!lock.renew(token, note.get())) {
          lost = true;
          return;
        }
        heldUntilNanos = asked + lease.toNanos();
      }
    } catch (SQLException e) {
      LOG.debug("The lease could not be renewed", e);
      lost = true;
    } catch (InterruptedException e) {
      lost = true;
    }
  }

  /** Lets go of the lock. */
  @Override
  public void close() {
    closing.give();
    try {
      renewer.join();
      lock.release(token);
    } catch (SQLException e) {
      LOG.debug("The lease was not given back and will run out", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeQuietly();
    }
  }

  private void closeQuietly() {
    try {
      lock.close();
    } catch (SQLException e) {
      LOG.debug("The connection of the lock did not close", e);
    }
  }
}
