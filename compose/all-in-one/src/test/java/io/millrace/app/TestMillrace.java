package io.millrace.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.millrace.client.DeadLetterLog;
import io.millrace.client.Histories;
import io.millrace.client.KafkaLog;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Transition;
import io.millrace.jdbc.ConnectionPool;
import io.millrace.jdbc.JdbcRunner;
import io.millrace.local.LocalRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A Millrace of real processes, the command line on it, and its topics as bytes. */
final class TestMillrace implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path data;
  private final LocalCluster cluster;
  private final HikariDataSource pool;
  private final KafkaLog log;

  private TestMillrace(Path data, LocalCluster cluster) {
    this.data = data;
    this.cluster = cluster;
    var addresses = cluster.addresses();
    this.pool =
        ConnectionPool.open(addresses.jdbcUrl(), addresses.user(), addresses.password(), "test", 1);
    this.log = new KafkaLog(addresses.kafka());
  }

  static TestMillrace start() {
    Path data = Path.of("target", "millrace").toAbsolutePath();
    try {
      LocalCluster cluster =
          DevCommand.start(
              data, LocalRuntime.Data.FRESH, LocalCluster.Size.ONE, System.out::println);
      return new TestMillrace(data, cluster);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Millrace started", e);
    }
  }

  /** Where runtime.json is. */
  Path data() {
    return data;
  }

  KafkaLog log() {
    return log;
  }

  JdbcRunner database() {
    return new JdbcRunner(pool);
  }

  /** Runs a command on it. */
  Answer run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return Answer.to(all.toArray(String[]::new));
  }

  /** Deploys a definition. */
  Answer deploy(String definition) {
    return run("deploy", file(definition).toString(), "--json");
  }

  /** Writes a text to a file. */
  Path file(String content) {
    try {
      return Files.writeString(Files.createTempFile(data, "test", ".json"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts an instance and says which. */
  long begin(String workflow, String... options) {
    List<String> all = new ArrayList<>(List.of("start", workflow, "--json"));
    all.addAll(List.of(options));
    return run(all.toArray(String[]::new)).ok().json().path("id").asLong();
  }

  /** Waits until an instance has a status, and describes it. */
  JsonNode await(long id, String status) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              Answer answer = run("describe", Long.toString(id), "--json");
              return answer.exit() == 0 ? answer.json() : null;
            },
            instance -> instance != null && instance.path("status").asText().equals(status));
  }

  /** A node of an instance that was described, wherever in the tree it is. */
  static JsonNode node(JsonNode within, String id) {
    for (JsonNode node : within.has("nodes") ? within.path("nodes") : within.path("children")) {
      JsonNode found = node.path("id").asText().equals(id) ? node : node(node, id);
      if (!found.isMissingNode()) {
        return found;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  /** Writes a record as any program can. */
  RecordMetadata produce(
      String topic, @Nullable Integer partition, byte @Nullable [] key, byte @Nullable [] value) {
    return log.write(
        new ProducerRecord<>(Topics.DEFAULT_PREFIX + "." + topic, partition, key, value));
  }

  /** Writes a text as any program can. */
  RecordMetadata produce(String topic, @Nullable Integer partition, String value) {
    return produce(topic, partition, null, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The dead letter of a record. */
  DeadLetterLog.Letter awaitDeadLetter(RecordMetadata record) {
    String source = record.topic() + "-" + record.partition() + "@" + record.offset();
    DeadLetterLog letters = new DeadLetterLog(log, Topics.DEFAULT_PREFIX);
    List<DeadLetterLog.Letter> found = new ArrayList<>();
    Awaitility.await("dead letter of " + source)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              letters.each(
                  letter -> {
                    if (letter.source().equals(source)) {
                      found.add(letter);
                    }
                  });
              return !found.isEmpty();
            });
    return found.getFirst();
  }

  /** The transitions of an instance, as they are in Kafka. */
  List<Transition> history(InstanceId id) {
    return new Histories(log, Topics.DEFAULT_PREFIX).of(id, null, null);
  }

  @Override
  public void close() {
    log.close();
    pool.close();
    cluster.close();
  }
}
