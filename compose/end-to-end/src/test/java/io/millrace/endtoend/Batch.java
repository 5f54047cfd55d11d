package io.millrace.endtoend;

import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Start;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Instances that were started together.
 *
 * @param tag what their externalIds start with
 * @param instances which they are
 */
record Batch(String tag, Map<InstanceId, Member> instances) {

  private static final AtomicInteger BATCHES = new AtomicInteger();
  private static final int PARTITIONS = 6;

  /**
   * One of them.
   *
   * @param kind its workflow
   * @param n its input, and its number within the batch
   */
  record Member(Kind kind, int n) {}

  /** Starts so many instances of these workflows by turns, over all partitions, at once. */
  static Batch start(RunningMillrace millrace, int count, Kind... kinds) {
    String tag = "batch-%d-".formatted(BATCHES.incrementAndGet());
    List<Future<RecordMetadata>> places;
    try (KafkaProducer<byte[], byte[]> producer = producer(millrace)) {
      places =
          IntStream.range(0, count)
              .mapToObj(n -> producer.send(record(millrace, tag, kinds[n % kinds.length], n)))
              .toList();
    }
    Map<InstanceId, Member> instances = new LinkedHashMap<>();
    for (int n = 0; n < count; n++) {
      instances.put(id(places.get(n)), new Member(kinds[n % kinds.length], n));
    }
    return new Batch(tag, instances);
  }

  /** One instance in every partition, to see how soon all of them work again. */
  static Batch probe(RunningMillrace millrace) {
    return start(millrace, PARTITIONS, Kind.ONE);
  }

  Set<InstanceId> ids() {
    return instances.keySet();
  }

  /** One that sends at once. */
  static KafkaProducer<byte[], byte[]> producer(RunningMillrace millrace) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", millrace.addresses().kafka(), "linger.ms", 0),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static ProducerRecord<byte[], byte[]> record(
      RunningMillrace millrace, String tag, Kind kind, int n) {
    Start start =
        new Start(
            kind.workflow(),
            null,
            tag + n,
            null,
            null,
            null,
            kind.input(n),
            null,
            "end-to-end",
            null,
            null);
    return new ProducerRecord<>(
        Topics.STARTS.name(millrace.addresses().prefix()), n % PARTITIONS, null, Json.bytes(start));
  }

  /** Which instance a start begins. */
  static InstanceId id(Future<RecordMetadata> place) {
    RecordMetadata start = taken(place);
    return new InstanceId(InstanceId.first(start.partition()).value() + start.offset());
  }

  /** Waits until Kafka has taken a record. */
  static RecordMetadata taken(Future<RecordMetadata> place) {
    try {
      return place.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take a record", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending to Kafka", e);
    }
  }
}
