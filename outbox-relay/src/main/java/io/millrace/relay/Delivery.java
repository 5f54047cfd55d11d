package io.millrace.relay;

import io.millrace.relay.kafka.Publication;
import io.millrace.relay.kafka.StoredPosition;
import io.millrace.relay.kafka.TransactionalPublisher;
import io.millrace.relay.kafka.UndeliverableException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Publishes, and waits while Kafka has no place for what is to be published. */
final class Delivery {

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  private final TransactionalPublisher publisher;
  private final RelayTracker tracker;
  private final Leadership leadership;
  private final StopSignal stop;

  Delivery(
      TransactionalPublisher publisher,
      RelayTracker tracker,
      Leadership leadership,
      StopSignal stop) {
    this.publisher = publisher;
    this.tracker = tracker;
    this.leadership = leadership;
    this.stop = stop;
  }

  boolean isStopped() {
    return stop.isGiven();
  }

  /**
   * Tries until the batch is published, or the relay is told to stop.
   *
   * @param meanwhile the state to be in once it is
   * @return the new position; null when it has none, or was not published
   */
  @Nullable StoredPosition deliver(
      Publication batch, RelayState meanwhile, Consumer<Publication> onCommitted)
      throws InterruptedException {
    do {
      leadership.require();
      try {
        StoredPosition position = publisher.publish(batch, onCommitted);
        tracker.now(meanwhile, "");
        return position;
      } catch (UndeliverableException e) {
        tracker.now(RelayState.WAITING, Reason.of(e));
      }
    } while (!stop.pause(BETWEEN_ATTEMPTS));
    return null;
  }
}
