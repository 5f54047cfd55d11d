package io.millrace.relay;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Writes to the outbox until it is stopped: small transactions, and now and then a large one. */
final class OutboxLoad {

  private static final int KEYS = 40;
  private static final int SMALL = 30;
  private static final int LARGE = 700;
  private static final int ONE_LARGE_IN = 60;
  private static final long BREATH_NANOS = 15_000_000;

  private final Outbox outbox;
  private final String topic;
  private final SplittableRandom random;
  private long written;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable SQLException failure;

  private OutboxLoad(Outbox outbox, String topic, SplittableRandom random) {
    this.outbox = outbox;
    this.topic = topic;
    this.random = random;
    this.thread = Thread.ofPlatform().name("load").daemon().start(this::run);
  }

  static OutboxLoad on(Outbox outbox, String topic, SplittableRandom random) {
    return new OutboxLoad(outbox, topic, random.split());
  }

  private void run() {
    try {
      while (!stopping) {
        boolean large = random.nextInt(ONE_LARGE_IN) == 0;
        int rows = large ? LARGE : 1 + random.nextInt(SMALL);
        List<Outbox.Message> messages = new ArrayList<>(rows);
        for (long number = written; messages.size() < rows; number++) {
          messages.add(Outbox.Message.of(topic, "k" + random.nextInt(KEYS), number));
        }
        outbox.write(messages);
        written += rows;
        LockSupport.parkNanos(BREATH_NANOS);
      }
    } catch (SQLException e) {
      failure = e;
    }
  }

  /** Stops writing after the transaction at hand. */
  void stop() throws SQLException, InterruptedException {
    stopping = true;
    thread.join();
    SQLException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }
}
