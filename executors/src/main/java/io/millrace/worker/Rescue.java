package io.millrace.worker;

import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the tasks of dead workers back on their topics. Every worker stands by; the consumer group
 * of the claims topic, which has one partition, picks the one that does it.
 */
final class Rescue implements Runnable, ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);

  private final WorkerConfig config;
  private final Reports reports;
  private final Map<String, Claim> open = new HashMap<>();
  private volatile boolean stopping;
  private volatile @Nullable Consumer<String, byte[]> consumer;
  private @Nullable Directory directory;

  Rescue(WorkerConfig config, Reports reports) {
    this.config = config;
    this.reports = reports;
  }

  @Override
  public void run() {
    while (!stopping) {
      try (Consumer<String, byte[]> claims = consumer()) {
        consumer = claims;
        claims.subscribe(List.of(Topics.CLAIMS.name(config.prefix())), this);
        while (!stopping) {
          watch(claims);
        }
        claims.close(CloseOptions.timeout(Duration.ofSeconds(2)));
      } catch (WakeupException e) {
        // Told to stop.
      } catch (RuntimeException e) {
        LOG.warn("watching claims failed, trying again: {}", e.toString());
        breathe();
      } finally {
        consumer = null;
        standBy();
      }
    }
  }

  /** For other threads. */
  void stop() {
    stopping = true;
    Consumer<String, byte[]> waking = consumer;
    if (waking != null) {
      waking.wakeup();
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Consumer<String, byte[]> claims = consumer;
    if (claims != null && !partitions.isEmpty()) {
      claims.seekToBeginning(partitions);
      directory = new Directory(config);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    standBy();
  }

  private void watch(Consumer<String, byte[]> claims) {
    long patience = Math.clamp(config.timing().heartbeatInterval().toMillis() / 5, 50, 500);
    for (ConsumerRecord<String, byte[]> record : claims.poll(Duration.ofMillis(patience))) {
      read(record);
    }
    Directory alive = directory;
    if (alive != null) {
      alive.refresh();
      if (isUpToDate(claims)) {
        rescue(alive);
      }
    }
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      open.remove(record.key());
      return;
    }
    try {
      open.put(record.key(), Json.read(record.value(), Claim.class));
    } catch (MalformedMessage e) {
      LOG.warn("claim {} cannot be read: {}", record.key(), e.getMessage());
    }
  }

  private void rescue(Directory alive) {
    Iterator<Map.Entry<String, Claim>> claims = open.entrySet().iterator();
    while (claims.hasNext()) {
      Map.Entry<String, Claim> entry = claims.next();
      Claim claim = entry.getValue();
      if (alive.isGone(claim)) {
        LOG.info(
            "worker {} is gone: task {}/{} goes to another",
            claim.engineId(),
            claim.task().instanceId(),
            claim.task().nodeId());
        putBack(entry.getKey(), claim);
        claims.remove();
      }
    }
  }

  private void putBack(String claimId, Claim claim) {
    try {
      reports.putBack(claim.task(), claim.deliveries(), claim.traceParent()).join();
      reports.endClaim(claimId).join();
    } catch (CompletionException e) {
      LOG.error("Kafka refused task {}", claim.task().instanceId(), e.getCause());
    }
  }

  /** A claim may have ended further on in the topic. */
  private static boolean isUpToDate(Consumer<String, byte[]> claims) {
    return claims.assignment().stream().allMatch(p -> claims.currentLag(p).orElse(1) == 0);
  }

  private void standBy() {
    open.clear();
    Directory closing = directory;
    directory = null;
    if (closing != null) {
      closing.close();
    }
  }

  private Consumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        config
            .kafka()
            .with(
                Map.of(
                    ConsumerConfig.GROUP_ID_CONFIG,
                    config.prefix() + "-claims",
                    ConsumerConfig.CLIENT_ID_CONFIG,
                    config.id() + "-claims",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest",
                    ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                    6_000)),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private void breathe() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }
}
