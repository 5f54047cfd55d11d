package io.millrace.client;

import io.millrace.contract.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Reads and writes Millrace's topics as bytes, with the patience of a person at a terminal. */
public final class KafkaLog implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrapServers;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /** On a cluster; nothing is connected yet. */
  public KafkaLog(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Writes a record and waits until it is durable.
   *
   * @return its place
   * @throws ClientFault if Kafka does not take it
   */
  public RecordMetadata write(ProducerRecord<byte[], byte[]> record) {
    try {
      return producer().send(record).get();
    } catch (ExecutionException e) {
      throw fault("cannot write to " + record.topic(), e.getCause() == null ? e : e.getCause());
    } catch (KafkaException e) {
      throw fault("cannot write to " + record.topic(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientFault("interrupted while writing to " + record.topic(), e);
    }
  }

  /** The partitions of a topic, from their ends: what is written from now on. */
  public Tail tail(String topic) {
    return tail(partitions(topic), null);
  }

  /** One partition from its end: what is written from now on. */
  public Tail tail(TopicPartition partition) {
    return tail(List.of(partition), null);
  }

  /** One partition from the first record of that time or later; null for its beginning. */
  public Tail from(TopicPartition partition, @Nullable Instant time) {
    return tail(List.of(partition), time == null ? Instant.EPOCH : time);
  }

  /**
   * One partition from that offset; if there is no such record, from its end.
   *
   * @throws ClientFault if Kafka does not answer or has no such topic
   */
  public Tail at(TopicPartition partition, long offset) {
    Tail tail = tail(List.of(partition), null);
    tail.seek(partition, offset);
    return tail;
  }

  /**
   * The partitions of a topic.
   *
   * @throws ClientFault if Kafka does not answer or has no such topic
   */
  public List<TopicPartition> partitions(String topic) {
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    try (consumer) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      if (partitions == null || partitions.isEmpty()) {
        throw new ClientFault(
            "Kafka at %s has no topic %s; has an engine ever run there?"
                .formatted(bootstrapServers, topic));
      }
      return partitions.stream()
          .map(partition -> new TopicPartition(topic, partition.partition()))
          .sorted(java.util.Comparator.comparingInt(TopicPartition::partition))
          .toList();
    } catch (KafkaException e) {
      throw fault("cannot read " + topic, e);
    }
  }

  /**
   * Where the next record of a partition will be; 0 if there is no such partition.
   *
   * @throws ClientFault if Kafka does not answer or has no such topic
   */
  public long end(TopicPartition partition) {
    if (!partitions(partition.topic()).contains(partition)) {
      return 0;
    }
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    try (consumer) {
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    } catch (KafkaException e) {
      throw fault("cannot read " + partition.topic(), e);
    }
  }

  private Tail tail(List<TopicPartition> partitions, @Nullable Instant from) {
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    try {
      consumer.assign(partitions);
      if (from == null) {
        consumer.seekToEnd(partitions);
      } else {
        seek(consumer, partitions, from);
      }
      partitions.forEach(consumer::position);
      return new Tail(consumer);
    } catch (KafkaException e) {
      consumer.close();
      throw fault("cannot read " + partitions.getFirst().topic(), e);
    }
  }

  private static void seek(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Instant from) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      if (first == null) {
        consumer.seekToEnd(List.of(partition));
      } else {
        consumer.seek(partition, first.offset());
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    if (producer == null) {
      producer =
          new KafkaProducer<>(
              Map.of(
                  ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrapServers,
                  ProducerConfig.MAX_BLOCK_MS_CONFIG,
                  PATIENCE.toMillis(),
                  ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  5_000,
                  ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                  15_000,
                  ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                  Topic.MAX_RECORD_BYTES,
                  ProducerConfig.LINGER_MS_CONFIG,
                  0),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }
    return producer;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            Topic.MAX_RECORD_BYTES,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            (int) POLL.toMillis()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private ClientFault fault(String what, Throwable why) {
    String reason =
        why instanceof TimeoutException
            ? "Kafka at " + bootstrapServers + " does not answer; is it running?"
            : String.valueOf(why.getMessage());
    return new ClientFault(what + ": " + reason, why);
  }

  /** Closes the connections. */
  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
    }
  }

  /** A place in some partitions, and what comes after it. */
  public static final class Tail implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;

    private Tail(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    private void seek(TopicPartition partition, long offset) {
      long begin =
          consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, Long.MAX_VALUE);
      if (offset >= begin && offset < consumer.position(partition)) {
        consumer.seek(partition, offset);
      }
    }

    /** The next records, in the order of each partition; empty if none came for a moment. */
    public List<ConsumerRecord<byte[], byte[]>> next() {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      consumer.poll(POLL).forEach(records::add);
      return records;
    }

    /** The first record from here that fits, or null if none comes in time. */
    public @Nullable ConsumerRecord<byte[], byte[]> await(
        Duration limit, Predicate<ConsumerRecord<byte[], byte[]>> fits) {
      long deadline = System.nanoTime() + limit.toNanos();
      do {
        for (ConsumerRecord<byte[], byte[]> record : next()) {
          if (fits.test(record)) {
            return record;
          }
        }
      } while (System.nanoTime() < deadline);
      return null;
    }

    /** Whether everything that is there now has been read; markers of transactions do not count. */
    public boolean atEnd() {
      Set<TopicPartition> partitions = consumer.assignment();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      return partitions.stream()
          .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
