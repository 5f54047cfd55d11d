package io.millrace.local;

import java.util.OptionalLong;

/** A real Kafka broker within reach. Closing it stops what was started for it. */
public interface LocalKafka extends AutoCloseable {

  /** One line for the user: which broker this is, where it listens, why it was chosen. */
  String description();

  /** The value of {@code bootstrap.servers}; the same after a {@link #restart()}. */
  String bootstrapServers();

  /** The process id of the broker, where it is a process of its own that Millrace started. */
  OptionalLong pid();

  /**
   * Stops the broker if it runs and starts it again on the same data and port.
   *
   * @throws LocalRuntimeException when the broker is not Millrace's to stop, or does not come back
   */
  void restart();

  /**
   * Ends the broker as the loss of its process would (SIGKILL); {@link #restart()} brings it back.
   *
   * @throws LocalRuntimeException when the broker is not a process of its own, or not Millrace's
   */
  void kill();

  /** Stops the broker if it is Millrace's, in an orderly way; does nothing the second time. */
  @Override
  void close();

  /**
   * Starts a broker inside this JVM.
   *
   * @throws LocalRuntimeException when it does not start
   */
  static LocalKafka start(KafkaSettings settings) {
    return InProcessKafka.start(settings);
  }
}
