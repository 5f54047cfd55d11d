package io.millrace.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** One run of a Kafka broker inside this JVM, broker and controller in one. */
final class Broker {

  private final KafkaRaftServer server;

  private Broker(KafkaRaftServer server) {
    this.server = server;
  }

  /**
   * Starts the broker and waits until it serves clients. Its storage is formatted at the newest
   * released level, which has share groups switched on.
   *
   * @throws LocalRuntimeException when it does not start
   */
  static Broker start(BrokerProperties properties) {
    Map<String, String> all = properties.all();
    KafkaRaftServer server = null;
    try {
      format(BrokerProperties.logIn(properties.settings().directory()));
      server = new KafkaRaftServer(new KafkaConfig(all, false), Time.SYSTEM);
      server.startup();
      return new Broker(server);
    } catch (Exception e) {
      if (server != null) {
        server.shutdown();
      }
      throw new LocalRuntimeException(
          "The Kafka broker does not start in %s on port %d: %s"
              .formatted(properties.settings().directory(), properties.port(), e.getMessage()),
          e);
    }
  }

  private static void format(Path log) throws Exception {
    if (Files.exists(log.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(log);
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(BrokerProperties.NODE)
        .setDirectories(List.of(log.toString()))
        .setMetadataLogDirectory(log.toString())
        .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
        .setIgnoreFormatted(true)
        .run();
  }

  /** Stops the broker in an orderly way. */
  void stop() {
    server.shutdown();
    server.awaitShutdown();
  }
}
