package io.millrace.local;

import java.util.List;
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

  /**
   * Leaves stopping to the caller. Otherwise the broker is stopped as soon as this JVM begins to
   * end, while those who use it may still need it; now it is killed after everything else has
   * ended, unless it was closed before.
   */
  default void leaveAtExit() {}

  /** Stops the broker if it is Millrace's, in an orderly way; does nothing the second time. */
  @Override
  void close();

  /**
   * Finds or starts a broker: the one whose address is configured, else one of Millrace's own, else
   * Docker.
   *
   * @throws LocalRuntimeException when none can be had, or the chosen one does not start
   */
  static LocalKafka start(LocalRuntimeConfig config, KafkaSettings settings) {
    return new Resolution<>(
            "Kafka",
            List.of(
                new GivenKafkaSource(config.kafka()),
                new OwnKafkaSource(settings),
                new DockerKafkaSource(new DockerEngine(config.docker()), "apache/kafka:4.3.1")))
        .start();
  }
}
