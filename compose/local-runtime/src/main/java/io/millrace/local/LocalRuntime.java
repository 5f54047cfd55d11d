package io.millrace.local;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A MySQL and a Kafka, found or started together. Closing it stops what was started.
 *
 * @param mySql the MySQL
 * @param kafka the Kafka
 */
public record LocalRuntime(LocalMySql mySql, LocalKafka kafka) implements AutoCloseable {

  /** What happens to the data of earlier runs. */
  public enum Data {
    /** They are there again. */
    KEPT,
    /** They are wiped. */
    FRESH
  }

  /**
   * Finds or starts both at the same time, with full durability, on the configured data directory.
   *
   * @throws LocalRuntimeException when one of them cannot be had; the other one is stopped again
   */
  public static LocalRuntime start(LocalRuntimeConfig config, Data data) {
    return start(config, data, false);
  }

  /**
   * The same with a Kafka of Millrace's own in a process of its own, which can be killed.
   *
   * @throws LocalRuntimeException when one of them cannot be had; the other one is stopped again
   */
  public static LocalRuntime startAsProcesses(LocalRuntimeConfig config, Data data) {
    return start(config, data, true);
  }

  private static LocalRuntime start(LocalRuntimeConfig config, Data data, boolean processes) {
    boolean fresh = data == Data.FRESH;
    MySqlSettings mySqlSettings =
        new MySqlSettings(
            config.data().resolve("mysql"), Durability.FULL, config.mySqlPort(), fresh, Map.of());
    KafkaSettings kafkaSettings =
        new KafkaSettings(
            config.data().resolve("kafka"), config.kafkaPort(), fresh, processes, Map.of());
    CompletableFuture<LocalMySql> mySql =
        CompletableFuture.supplyAsync(() -> LocalMySql.start(config, mySqlSettings));
    CompletableFuture<LocalKafka> kafka =
        CompletableFuture.supplyAsync(() -> LocalKafka.start(config, kafkaSettings));
    List<Throwable> failures =
        Stream.of(failureOf(mySql), failureOf(kafka)).flatMap(List::stream).toList();
    if (failures.isEmpty()) {
      return new LocalRuntime(mySql.join(), kafka.join());
    }
    closeIfStarted(mySql);
    closeIfStarted(kafka);
    throw new LocalRuntimeException(
        failures.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")),
        failures.get(0));
  }

  private static List<Throwable> failureOf(CompletableFuture<?> start) {
    try {
      start.join();
      return List.of();
    } catch (CompletionException e) {
      return List.of(e.getCause() == null ? e : e.getCause());
    }
  }

  private static void closeIfStarted(CompletableFuture<? extends AutoCloseable> start) {
    if (start.isCompletedExceptionally()) {
      return;
    }
    try {
      start.join().close();
    } catch (Exception e) {
      throw new LocalRuntimeException("A server does not stop: " + e.getMessage(), e);
    }
  }

  /** One line per server: which it is, where it listens, why it was chosen. */
  public List<String> descriptions() {
    return List.of(mySql.description(), kafka.description());
  }

  /** Leaves stopping to the caller: see {@link LocalMySql#leaveAtExit()}. */
  public void leaveAtExit() {
    kafka.leaveAtExit();
    mySql.leaveAtExit();
  }

  @Override
  public void close() {
    try {
      kafka.close();
    } finally {
      mySql.close();
    }
  }
}
