package io.millrace.worker;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where tasks come from. Used by one thread, save {@link #wakeup}. All records of a poll are
 * settled before the next poll.
 */
interface TaskFeed extends AutoCloseable {

  /** What becomes of a record. */
  enum Settlement {
    /** Dealt with: never again. */
    ACCEPT,
    /** Not dealt with: give it to someone, soon. */
    RELEASE
  }

  /** The next records, as soon as there are any; none if none came in time, or after a wake-up. */
  List<ConsumerRecord<byte[], byte[]>> poll(Duration atMost);

  /** Settles a record of the last poll. */
  void settle(ConsumerRecord<byte[], byte[]> record, Settlement settlement);

  /** Tells Kafka what was settled, without waiting. */
  void commit();

  /** Called instead of {@link #poll} while there is no room for more tasks. */
  void pause();

  /** Makes a poll that is under way return. For other threads. */
  void wakeup();

  /** Tells Kafka what was settled and leaves. */
  @Override
  void close();
}
