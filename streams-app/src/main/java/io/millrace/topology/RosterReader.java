package io.millrace.topology;

import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Topics;
import io.millrace.contract.message.EngineHeartbeat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link Roster} up to date. A thread of its own rather than a global table of the dispatch
 * topology: a fault here must never stop dispatch.
 */
final class RosterReader implements Runnable, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RosterReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int IDLE_WAIT_MILLIS = 2_000;

  private final TopologyConfig config;
  private final Roster roster;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("roster").daemon().unstarted(this);
  private volatile @Nullable Consumer<String, byte[]> reading;

  RosterReader(TopologyConfig config, Roster roster) {
    this.config = config;
    this.roster = roster;
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    while (!stopped(Duration.ZERO)) {
      try (Consumer<String, byte[]> consumer = consumer()) {
        reading = consumer;
        read(consumer);
      } catch (RuntimeException e) {
        if (!stopped(POLL)) {
          log.warn("reading who is there failed, trying again: {}", e.toString());
        }
      } finally {
        reading = null;
      }
    }
  }

  @Override
  public void close() {
    stop.countDown();
    Consumer<String, byte[]> waking = reading;
    if (waking != null) {
      waking.wakeup();
    }
    try {
      var unused = thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Consumer<String, byte[]> consumer) {
    String topic = Topics.ENGINES.name(config.prefix());
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(all));
    while (!stopped(Duration.ZERO)) {
      if (left.entrySet().removeIf(it -> consumer.position(it.getKey()) >= it.getValue())
          && left.isEmpty()) {
        roster.loaded();
      }
      consumer.poll(POLL).forEach(this::take);
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      roster.forget(record.key());
      return;
    }
    try {
      roster.hear(Json.read(record.value(), EngineHeartbeat.class));
    } catch (MalformedMessage e) {
      log.debug("no sign of life: {}-{}: {}", record.topic(), record.offset(), e.getMessage());
    }
  }

  private Consumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            config.bootstrapServers(),
            ConsumerConfig.CLIENT_ID_CONFIG,
            config.instance() + "-roster",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            IDLE_WAIT_MILLIS),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private boolean stopped(Duration within) {
    try {
      return stop.await(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
