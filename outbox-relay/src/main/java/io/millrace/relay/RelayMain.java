package io.millrace.relay;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Runs a relay as a process of its own, configured by environment variables. */
public final class RelayMain {

  private static final String REPUBLISH = "--republish-from=";
  private static final String USAGE =
      """
      Usage: relay [--republish-from=ID]
      Publishes the outbox of a MySQL database to Kafka.

        --republish-from=ID  first publish the rows of the outbox with this id and above that are
                             missing on Kafka, and go on from the end of the binlog

      Settings are environment variables; MILLRACE_MYSQL_URL and MILLRACE_KAFKA_BOOTSTRAP_SERVERS
      are required. Example:
        MILLRACE_MYSQL_URL=jdbc:mysql://localhost:3306/millrace MILLRACE_MYSQL_USER=relay \\
        MILLRACE_MYSQL_PASSWORD=… MILLRACE_KAFKA_BOOTSTRAP_SERVERS=localhost:9092 relay
      """;

  private static final int WRONG_USE = 2;

  private RelayMain() {}

  /** Runs until the process is told to end; exits with 2 if it is used wrongly. */
  public static void main(String[] args) throws InterruptedException {
    if (List.of(args).contains("--help")) {
      System.out.print(USAGE);
      return;
    }
    try {
      run(configOf(args, System.getenv()));
    } catch (RelayConfigException e) {
      e.problems().forEach(System.err::println);
      System.exit(WRONG_USE);
    }
  }

  static RelayConfig configOf(String[] args, Map<String, String> environment) {
    RelayConfig config = RelayConfig.ofEnvironment(environment);
    for (String arg : args) {
      if (!arg.startsWith(REPUBLISH)) {
        throw new RelayConfigException(
            List.of("%s is no option of the relay; --help shows them".formatted(arg)));
      }
      config = config.withRepublishFrom(OptionalLong.of(id(arg.substring(REPUBLISH.length()))));
    }
    return config;
  }

  private static long id(String text) {
    try {
      long id = Long.parseLong(text);
      if (id >= 0) {
        return id;
      }
    } catch (NumberFormatException e) {
      // Told below, like a negative number.
    }
    throw new RelayConfigException(
        List.of(
            "--republish-from has to be the id of an outbox row, 0 or more, not '%s'"
                .formatted(text)));
  }

  private static void run(RelayConfig config) throws InterruptedException {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    CountDownLatch stopped = new CountDownLatch(1);
    OutboxRelay relay = new OutboxRelay(config);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  relay.close();
                  stopped.countDown();
                },
                "stop-relay"));
    relay.start();
    stopped.await();
  }
}
