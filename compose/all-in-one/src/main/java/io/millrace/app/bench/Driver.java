package io.millrace.app.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.app.bench.core.BenchWorkflow;
import io.millrace.client.ClientFault;
import io.millrace.client.KafkaLog;
import io.millrace.client.Starts;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.Start;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends start events with one producer and reads completion events, as any program can. */
final class Driver implements AutoCloseable {

  private final Ledger ledger;
  private final String starts;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<Integer, Long> idBases = new ConcurrentHashMap<>();
  private final KafkaLog.Tail completions;
  private final Thread reader;
  private volatile boolean closed;
  private volatile @Nullable RuntimeException fault;

  /** On a Millrace; reads completions from now on. */
  Driver(KafkaLog log, String bootstrapServers, Starts starts, Ledger ledger) {
    this.ledger = ledger;
    this.starts = Topics.STARTS.name(starts.prefix());
    log.partitions(this.starts)
        .forEach(at -> idBases.put(at.partition(), starts.idBase(at.partition())));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.completions = starts.completions();
    this.reader = Thread.ofPlatform().name("completions").daemon().start(this::read);
  }

  /** Sends the start events as fast as the topic takes them. */
  void burst(Round round, BenchWorkflow workflow, @Nullable ObjectNode input) {
    byte[] value = value(workflow, input);
    for (int i = 0; i < round.expected(); i++) {
      send(round, value, null);
    }
    producer.flush();
  }

  /** Sends the start events at a steady rate, whatever becomes of them. */
  void openLoop(Round round, BenchWorkflow workflow, int perSecond) {
    byte[] value = value(workflow, null);
    long begin = System.nanoTime();
    for (int i = 0; i < round.expected(); i++) {
      long due = begin + Duration.ofSeconds(1).toNanos() * i / perSecond;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      send(round, value, null);
    }
    producer.flush();
  }

  /** Sends one start event to each partition, so that each has to be worked on. */
  void toEachPartition(Round round, BenchWorkflow workflow) {
    byte[] value = value(workflow, null);
    idBases.keySet().forEach(partition -> send(round, value, partition));
    producer.flush();
  }

  /** How many partitions there are. */
  int partitions() {
    return idBases.size();
  }

  /** Sends that many start events of instances that nobody waits for, one by one in turn. */
  void park(int count) {
    byte[] value = value(BenchWorkflow.PARKED, null);
    AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
    List<Integer> partitions = List.copyOf(idBases.keySet());
    for (int i = 0; i < count; i++) {
      park(value, partitions.get(i % partitions.size()), refused);
    }
    producer.flush();
    Exception why = refused.get();
    if (why != null) {
      throw new ClientFault("Kafka does not take a start event: " + why.getMessage(), why);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of everything.
  private void park(byte[] value, int partition, AtomicReference<@Nullable Exception> refused) {
    producer.send(
        new ProducerRecord<>(starts, partition, null, value),
        (place, refusal) -> {
          if (refusal != null) {
            refused.set(refusal);
          }
        });
  }

  /**
   * Says if completions are read still.
   *
   * @throws ClientFault if not
   */
  void check() {
    RuntimeException why = fault;
    if (why != null) {
      throw new ClientFault("completions cannot be read: " + why.getMessage(), why);
    }
  }

  private static byte[] value(BenchWorkflow workflow, @Nullable ObjectNode input) {
    ObjectNode start = Json.mapper().createObjectNode();
    start.put("type", Start.TYPE).put("workflow", workflow.workflow());
    if (input != null) {
      start.set("input", input);
    }
    return Json.bytes(start);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of everything.
  private void send(Round round, byte[] value, @Nullable Integer partition) {
    long now = System.nanoTime();
    producer.send(
        new ProducerRecord<>(starts, partition, null, value),
        (place, refusal) -> {
          if (refusal != null) {
            round.refused(refusal);
          } else {
            round.started(idBases.getOrDefault(place.partition(), 0L) + place.offset(), now);
          }
        });
  }

  private void read() {
    try (completions) {
      while (!closed) {
        var records = completions.next();
        long now = System.nanoTime();
        records.forEach(record -> note(record, now));
      }
    } catch (RuntimeException e) {
      fault = e;
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> record, long now) {
    try {
      Completion completion = Json.read(record.value(), Completion.class);
      if (completion.workflow().startsWith(BenchWorkflow.PREFIX)) {
        ledger.ended(completion, now);
      }
    } catch (MalformedMessage e) {
      // Only Millrace writes completions; what it did not write is not measured.
    }
  }

  @Override
  public void close() {
    closed = true;
    producer.close(Duration.ofSeconds(5));
    try {
      reader.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
