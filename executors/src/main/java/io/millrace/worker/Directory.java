package io.millrace.worker;

import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Topics;
import io.millrace.contract.message.EngineHeartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Who is alive, from the heartbeats on the engines topic. Silence is measured with this process's
 * own clock, from when a heartbeat was read: clocks of other machines do not matter.
 *
 * <p>While this worker does not hear itself, Kafka is away or slow, and nobody's silence means
 * anything; when it does again, all have their time anew.
 */
final class Directory implements AutoCloseable {

  private final Consumer<String, byte[]> consumer;
  private final String self;
  private final Duration deadAfter;
  private final Duration earshot;
  private long heardSelf;
  private long reliableSince;
  private final Map<String, Seen> seen = new HashMap<>();

  private record Seen(Instant startedAt, boolean active, long nanos) {}

  Directory(WorkerConfig config) {
    self = config.id();
    deadAfter = config.timing().deadAfter();
    earshot = config.timing().heartbeatInterval().multipliedBy(2);
    heardSelf = System.nanoTime() - earshot.toNanos();
    consumer =
        new KafkaConsumer<>(
            config
                .kafka()
                .with(
                    Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        config.id() + "-directory",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest")),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    String topic = Topics.ENGINES.name(config.prefix());
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Reads what is new, without waiting. */
  void refresh() {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ZERO)) {
      if (record.value() == null) {
        seen.remove(record.key());
        continue;
      }
      try {
        EngineHeartbeat heartbeat = Json.read(record.value(), EngineHeartbeat.class);
        hear(heartbeat, System.nanoTime());
      } catch (MalformedMessage e) {
        // Somebody else's mistake; whoever wrote it is silent, as far as we know.
      }
    }
  }

  /** Whether the process that made a claim is gone. */
  boolean isGone(Claim claim) {
    Seen last = seen.get(claim.engineId());
    if (last == null) {
      return isLongAgo(reliableSince);
    }
    boolean sameProcess = !last.startedAt().isAfter(claim.engineStartedAt());
    return !sameProcess || !last.active() || isLongAgo(last.nanos());
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }

  private void hear(EngineHeartbeat heartbeat, long now) {
    boolean active = !heartbeat.status().equals("inactive");
    seen.put(heartbeat.engineId(), new Seen(heartbeat.startedAt(), active, now));
    if (heartbeat.engineId().equals(self)) {
      if (!isHeard(now)) {
        reliableSince = now;
      }
      heardSelf = now;
    }
  }

  private boolean isHeard(long now) {
    return now - heardSelf < earshot.toNanos();
  }

  private boolean isLongAgo(long nanos) {
    long now = System.nanoTime();
    return isHeard(now) && now - Math.max(nanos, reliableSince) > deadAfter.toNanos();
  }
}
