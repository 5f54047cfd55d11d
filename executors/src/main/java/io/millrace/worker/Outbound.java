package io.millrace.worker;

import io.millrace.contract.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * All that a worker writes to Kafka goes through one producer: what it sends to one partition stays
 * in order. It never gives up on an unreachable Kafka, only on a record that Kafka refuses.
 */
final class Outbound implements AutoCloseable {

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;

  Outbound(WorkerConfig config) {
    producer =
        new KafkaProducer<>(
            config
                .kafka()
                .with(
                    Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        config.id(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        // Sent at once when nothing is under way, else together with what comes
                        // meanwhile.
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topic.MAX_RECORD_BYTES)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Completes when Kafka has the record, or with the reason why it never will. */
  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears the same.
  CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> message) {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    try {
      producer.send(
          message,
          (metadata, refused) -> {
            if (refused == null) {
              stored.complete(null);
            } else {
              stored.completeExceptionally(refused);
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      stored.completeExceptionally(e);
    }
    return stored;
  }

  /** How many partitions a topic has. */
  int partitions(String topic) {
    return producer.partitionsFor(topic).size();
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
