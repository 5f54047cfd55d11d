package io.millrace.local.junit;

import io.millrace.local.Durability;
import io.millrace.local.KafkaSettings;
import io.millrace.local.LocalKafka;
import io.millrace.local.LocalMySql;
import io.millrace.local.MySqlSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The servers of one test JVM, each started when it is first asked for. */
final class TestServers implements AutoCloseable {

  private final Map<Durability, LocalMySql> mySql = new EnumMap<>(Durability.class);
  private @Nullable LocalKafka kafka;
  private @Nullable Path directory;

  synchronized LocalMySql mySql(Durability durability) {
    return mySql.computeIfAbsent(
        durability,
        key ->
            LocalMySql.start(MySqlSettings.in(scratch("mysql-" + key)).withDurability(durability)));
  }

  synchronized LocalKafka kafka() {
    LocalKafka started = kafka;
    if (started == null) {
      started = LocalKafka.start(KafkaSettings.in(scratch("kafka")));
      kafka = started;
    }
    return started;
  }

  /** Below the build's output directory, where there is one, so that a clean build sweeps it. */
  private Path scratch(String name) {
    try {
      if (directory == null) {
        Path target = Path.of("target");
        directory =
            Files.isDirectory(target)
                ? Files.createTempDirectory(target, "local-runtime")
                : Files.createTempDirectory("millrace");
      }
      return directory.resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException("No directory for test data", e);
    }
  }

  /** Ends the servers. Their data are thrown away, so MySQL need not write them out first. */
  @Override
  public synchronized void close() {
    for (LocalMySql server : mySql.values()) {
      if (server.pid().isPresent()) {
        server.kill();
      }
      server.close();
    }
    if (kafka != null) {
      kafka.close();
    }
    deleteData();
  }

  private void deleteData() {
    if (directory == null) {
      return;
    }
    try (Stream<Path> entries = Files.walk(directory)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + directory, e);
    }
  }
}
