package io.millrace.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker inside this JVM, broker and controller in one. */
final class InProcessBroker implements BrokerRun {

  private final KafkaRaftServer server;

  private InProcessBroker(KafkaRaftServer server) {
    this.server = server;
  }

  /**
   * Starts the broker and waits until it serves clients. Its storage is formatted at the newest
   * released level, which has share groups switched on.
   *
   * @throws LocalRuntimeException when it does not start
   */
  static InProcessBroker start(Map<String, String> properties, Path directory) {
    KafkaRaftServer server = null;
    try {
      format(BrokerProperties.logIn(directory));
      server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
      server.startup();
      return new InProcessBroker(server);
    } catch (Exception e) {
      if (server != null) {
        server.shutdown();
      }
      throw new LocalRuntimeException(
          "The Kafka broker does not start in %s: %s".formatted(directory, e.getMessage()), e);
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

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  @Override
  public void kill() {
    throw new LocalRuntimeException(
        "A broker inside this process cannot be killed: give it a process of its own");
  }
}
