package io.millrace.local;

import java.util.OptionalLong;

/** One run of a Kafka broker, from when it serves clients to its end. */
interface BrokerRun {

  /** The process id, where the broker is a process of its own. */
  OptionalLong pid();

  /** Stops the broker in an orderly way and waits for its end; fine when it has ended already. */
  void stop();

  /**
   * Ends the broker at once.
   *
   * @throws LocalRuntimeException when it is not a process of its own
   */
  void kill();
}
