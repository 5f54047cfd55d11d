package io.millrace.local;

import java.util.OptionalLong;
import org.apache.kafka.common.utils.AppInfoParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kafka broker that Millrace runs itself, on a directory of its own. */
final class KafkaServer implements LocalKafka {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaServer.class);

  private static final int START_ATTEMPTS = 3;
  private static final String PORT_IS_TAKEN = "Socket server failed to bind";

  private final ServerDirectory directory;
  private final KafkaSettings settings;
  private final String why;
  private final int port;
  private final Thread stopAtExit = new Thread(this::stopAndRelease, "stop-kafka");
  private BrokerRun run;
  private boolean closed;

  private KafkaServer(
      ServerDirectory directory, KafkaSettings settings, String why, int port, BrokerRun run) {
    this.directory = directory;
    this.settings = settings;
    this.why = why;
    this.port = port;
    this.run = run;
  }

  /**
   * Starts a broker and waits until it can be used.
   *
   * @param why why it was chosen, for the description
   * @throws LocalRuntimeException when it does not start, or another process uses its directory
   */
  static KafkaServer start(KafkaSettings settings, String why) {
    ServerDirectory directory = ServerDirectory.open(settings.directory(), settings.fresh());
    try {
      KafkaServer kafka = onFreePort(directory, settings, why);
      Runtime.getRuntime().addShutdownHook(kafka.stopAtExit);
      return kafka;
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** A port may be taken between the look at it and its use: then another one will do. */
  private static KafkaServer onFreePort(
      ServerDirectory directory, KafkaSettings settings, String why) {
    for (int attempt = 1; ; attempt++) {
      int port = directory.portFor("Kafka", settings.port());
      try {
        BrokerRun run = run(directory, settings, port);
        directory.rememberPort(port);
        return new KafkaServer(directory, settings, why, port, run);
      } catch (LocalRuntimeException e) {
        if (attempt == START_ATTEMPTS || !String.valueOf(e.getMessage()).contains(PORT_IS_TAKEN)) {
          throw e;
        }
      }
    }
  }

  private static BrokerRun run(ServerDirectory directory, KafkaSettings settings, int port) {
    BrokerProperties properties =
        new BrokerProperties(settings, port, LoopbackPort.anyFreeBut(port));
    return settings.ownProcess()
        ? BrokerProcess.start(properties, directory)
        : InProcessBroker.start(properties.all(), directory.path());
  }

  @Override
  public String description() {
    return "Kafka %s at %s, %s (%s), data in %s"
        .formatted(
            AppInfoParser.getVersion(),
            bootstrapServers(),
            settings.ownProcess() ? "embedded, as its own process" : "embedded in this process",
            why,
            directory.path());
  }

  @Override
  public String bootstrapServers() {
    return LoopbackPort.HOST + ":" + port;
  }

  @Override
  public synchronized OptionalLong pid() {
    return run.pid();
  }

  @Override
  public synchronized void restart() {
    if (closed) {
      throw new LocalRuntimeException("This Kafka broker is closed: " + directory.path());
    }
    run.stop();
    run = run(directory, settings, port);
  }

  @Override
  public synchronized void kill() {
    run.kill();
  }

  @Override
  public void leaveAtExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(stopAtExit);
    } catch (IllegalStateException e) {
      LOG.debug("This JVM is ending, and its hooks run already");
    }
  }

  @Override
  public void close() {
    if (stopAndRelease()) {
      leaveAtExit();
    }
  }

  private synchronized boolean stopAndRelease() {
    if (closed) {
      return false;
    }
    closed = true;
    run.stop();
    directory.close();
    return true;
  }
}
