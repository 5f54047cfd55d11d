package io.millrace.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All loops of one engine. Starting and stopping is up to one thread; the rest is up to any. */
public final class Intake implements AutoCloseable {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  /** A record may be as large as Kafka lets it be; one such alone makes a fetch. */
  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  private static final int HEARTBEATS_PER_SESSION = 4;

  private final IntakeSettings settings;
  private final IntakeMetrics metrics;
  private final List<IntakeLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Sets up the loops.
   *
   * @param settings how to work
   * @param hostname the machine's name, for expressions
   * @param ports what intake wants of MySQL; a catalog is made for each loop
   * @param admin asks Kafka for the ids of topics; stays open
   * @param clock the engine's time
   * @param metrics counts what happens
   */
  public Intake(
      IntakeSettings settings,
      String hostname,
      Ports ports,
      Admin admin,
      Clock clock,
      IntakeMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    SplittableRandom random = new SplittableRandom();
    TopicIds topicIds = new TopicIds(admin, InputTopic.names(settings.prefix()));
    for (int n = 0; n < settings.threads(); n++) {
      KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerConfig(n));
      PartitionKeeper keeper =
          new PartitionKeeper(
              settings, consumer, ports.partitions(), ports.instances(), topicIds, clock);
      BatchProcessor processor =
          new BatchProcessor(
              settings,
              hostname,
              ports.instances(),
              ports.catalogs().get(),
              clock,
              random.split()::nextLong,
              metrics);
      loops.add(new IntakeLoop(settings, consumer, keeper, processor, clock, metrics));
    }
  }

  /**
   * What intake wants of MySQL.
   *
   * @param partitions who owns what
   * @param instances the instances
   * @param catalogs makes a catalog of workflows for one loop
   */
  public record Ports(
      PartitionStore partitions, InstanceStore instances, Supplier<WorkflowCatalog> catalogs) {}

  /** Starts the loops. */
  public void start() {
    for (int n = 0; n < loops.size(); n++) {
      threads.add(Thread.ofPlatform().name("intake-" + n).start(loops.get(n)));
    }
  }

  /** Ends the loops after what they are at, and gives back what they own. */
  @Override
  public void close() {
    loops.forEach(IntakeLoop::stop);
    for (Thread thread : threads) {
      try {
        if (!thread.join(STOP_PATIENCE)) {
          thread.interrupt();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Makes the loops look again whether their topics are still the same. */
  public void reexamineTopics() {
    loops.forEach(IntakeLoop::reexamine);
  }

  /** How the partitions stand that Kafka assigned to this engine. */
  public List<PartitionStatus> partitions() {
    return loops.stream()
        .flatMap(loop -> loop.partitions().stream())
        .sorted(Comparator.comparingInt(PartitionStatus::partition))
        .toList();
  }

  /** What keeps intake from working, for people; empty if nothing does. */
  public String trouble() {
    return loops.stream()
        .map(IntakeLoop::trouble)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** How many records are yet to be taken in, as far as it is known. */
  public Map<TopicPartition, Long> lag() {
    Map<TopicPartition, Long> lag = new HashMap<>();
    loops.forEach(loop -> lag.putAll(loop.lag()));
    return lag;
  }

  /** What was done so far. */
  public IntakeMetrics metrics() {
    return metrics;
  }

  private Map<String, Object> consumerConfig(int n) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
    config.putAll(settings.kafka());
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    // An engine that was killed and comes back under its id need not wait for its old session.
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.engineId() + "-intake-" + n);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.engineId() + "-intake-" + n);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    // An instance has the same partition number in all inputs: one loop must get all three.
    config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(RangeAssignor.class));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxBatch());
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(settings.session()));
    config.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        millis(settings.session().dividedBy(HEARTBEATS_PER_SESSION)));
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return config;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
