package io.millrace.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program to be killed by a test: starts servers, a Kafka in a process of its own among them,
 * prints the process ids of those that are processes of this machine, and waits.
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
    String pids =
        Stream.of(mySql.pid(), kafka.pid())
            .flatMapToLong(OptionalLong::stream)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(" "));
    System.out.println("servers " + pids);
    Thread.currentThread().join();
  }
}
