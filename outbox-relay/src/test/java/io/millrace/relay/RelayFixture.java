package io.millrace.relay;

import static org.awaitility.Awaitility.await;

import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Relays in this JVM, and topics of their own for each test. */
final class RelayFixture implements AutoCloseable {

  private static final int PARTITIONS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestKafka kafka;
  private final String prefix;
  private final Map<String, String> settings = new HashMap<>();
  private final List<OutboxRelay> relays = new ArrayList<>();

  RelayFixture(TestDatabase database, TestKafka kafka) {
    this.kafka = kafka;
    String test = UUID.randomUUID().toString().substring(0, 8);
    this.prefix = kafka.topicPrefix() + test;
    settings.put("mysql.url", database.jdbcUrl());
    settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    settings.put("topics.prefix", prefix);
    settings.put("relay.lease", "2s");
    settings.put("relay.heartbeat", "500ms");
    kafka.createTopic(test + ".transitions", PARTITIONS);
    kafka.createTopic(test + ".definitions", 1, Map.of("cleanup.policy", "compact"));
  }

  Map<String, String> settings() {
    return settings;
  }

  String topic(String suffix) {
    return prefix + "." + suffix;
  }

  void createTopic(String suffix, int partitions) {
    kafka.createTopic(topic(suffix).substring(kafka.topicPrefix().length()), partitions);
  }

  Published publishedOn(String suffix) {
    return Published.on(kafka.bootstrapServers(), topic(suffix));
  }

  OutboxRelay startRelay() {
    OutboxRelay relay = new OutboxRelay(RelayConfig.of(settings));
    relays.add(relay);
    relay.start();
    return relay;
  }

  /** Has a relay find its place, so that the next ones go on from there in the binlog. */
  void startAndStopOnce() {
    OutboxRelay relay = startRelay();
    awaitStreaming();
    relay.close();
    relays.remove(relay);
  }

  /** Waits until one of the relays publishes. */
  OutboxRelay awaitStreaming() {
    return awaitState(RelayState.STREAMING);
  }

  OutboxRelay awaitState(RelayState state) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> relays.stream().filter(relay -> relay.status().state() == state).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  @Override
  public void close() {
    relays.forEach(OutboxRelay::close);
  }
}
