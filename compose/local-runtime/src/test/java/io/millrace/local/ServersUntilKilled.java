package io.millrace.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A program to be killed by a test: starts servers, a Kafka in a process of its own among them,
 * prints the process id of every one, and waits.
 */
final class ServersUntilKilled {

  private ServersUntilKilled() {}

  /** Starts the servers below the directory that is the first argument. */
  public static void main(String[] args) throws InterruptedException {
    Path directory = Path.of(args[0]);
    LocalRuntimeConfig config = LocalRuntimeConfig.from(Map.of(), Set.of());
    LocalMySql mySql = LocalMySql.start(config, MySqlSettings.in(directory.resolve("mysql")));
    LocalKafka kafka =
        LocalKafka.start(config, KafkaSettings.in(directory.resolve("kafka")).asOwnProcess());
    System.out.println("servers " + mySql.pid().orElseThrow() + " " + kafka.pid().orElseThrow());
    Thread.currentThread().join();
  }
}
