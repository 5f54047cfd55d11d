package io.millrace.local;

import java.util.OptionalLong;
import org.apache.kafka.common.utils.AppInfoParser;

/** A Kafka broker inside this JVM, on a directory of its own. */
final class InProcessKafka implements LocalKafka {

  private final ServerDirectory directory;
  private final KafkaSettings settings;
  private final int port;
  private final Thread stopAtExit = new Thread(this::stopAndRelease, "stop-kafka");
  private Broker broker;
  private boolean closed;

  private InProcessKafka(
      ServerDirectory directory, KafkaSettings settings, int port, Broker broker) {
    this.directory = directory;
    this.settings = settings;
    this.port = port;
    this.broker = broker;
  }

  /**
   * Starts a broker and waits until it can be used.
   *
   * @throws LocalRuntimeException when it does not start, or another process uses its directory
   */
  static InProcessKafka start(KafkaSettings settings) {
    ServerDirectory directory = ServerDirectory.open(settings.directory(), settings.fresh());
    try {
      int port = directory.portFor("Kafka", settings.port());
      Broker broker = startOn(port, settings);
      directory.rememberPort(port);
      InProcessKafka kafka = new InProcessKafka(directory, settings, port, broker);
      Runtime.getRuntime().addShutdownHook(kafka.stopAtExit);
      return kafka;
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static Broker startOn(int port, KafkaSettings settings) {
    return Broker.start(new BrokerProperties(settings, port, LoopbackPort.anyFree()));
  }

  @Override
  public String description() {
    return "Kafka %s at %s (broker inside this process), data in %s"
        .formatted(AppInfoParser.getVersion(), bootstrapServers(), directory.path());
  }

  @Override
  public String bootstrapServers() {
    return LoopbackPort.HOST + ":" + port;
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public synchronized void restart() {
    if (closed) {
      throw new LocalRuntimeException("This Kafka broker is closed: " + directory.path());
    }
    broker.stop();
    broker = startOn(port, settings);
  }

  @Override
  public void kill() {
    throw new LocalRuntimeException(
        "A broker inside this process cannot be killed: run it as a process of its own");
  }

  @Override
  public void close() {
    if (stopAndRelease()) {
      Runtime.getRuntime().removeShutdownHook(stopAtExit);
    }
  }

  private synchronized boolean stopAndRelease() {
    if (closed) {
      return false;
    }
    closed = true;
    broker.stop();
    directory.close();
    return true;
  }
}
