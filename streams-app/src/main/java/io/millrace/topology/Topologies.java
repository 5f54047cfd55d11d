package io.millrace.topology;

import io.millrace.contract.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the topologies of one process. Each is a Kafka Streams application of its own, since each
 * has its own promise (see the classes) and its own pace.
 */
public final class Topologies implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Topologies.class);
  private static final int RETRY_BACKOFF_MILLIS = 5;

  /** So many waiting bytes of transitions are worth a fetch before the wait is over. */
  private static final int VIEW_FETCH_BYTES = 256 * 1024;

  /**
   * More bytes than the markers of a transaction have in a few partitions (78 each), fewer than a
   * transition has, however well it is compressed: its hashes, ids and headers alone are more.
   */
  static final int MORE_THAN_MARKERS = 300;

  /** How far the effects have read; they commit what they bring about themselves. */
  private static final Duration POSITIONS_COMMIT = Duration.ofMillis(500);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final RosterReader roster;
  private final KafkaStreams dispatch;
  private final KafkaStreams effects;
  private final KafkaStreams views;

  /** Prepares the topologies; nothing runs yet. */
  public Topologies(TopologyConfig config, TaskTopics taskTopics) {
    Roster workers = new Roster(config.deadAfter(), System::nanoTime);
    roster = new RosterReader(config, workers);
    dispatch =
        streams(
            DispatchTopology.build(config.prefix(), taskTopics, workers),
            atLeastOnce(config, "dispatch"));
    effects =
        streams(EffectsTopology.build(config.prefix(), config.effectCommit()), effects(config));
    views = streams(ViewTopology.build(config.prefix()), views(config));
  }

  /** Starts all; returns at once. */
  public void start() {
    roster.start();
    all().forEach(KafkaStreams::start);
  }

  /** Whether all run and none is being rebalanced. */
  public boolean running() {
    return all().stream().allMatch(streams -> streams.state() == KafkaStreams.State.RUNNING);
  }

  /** The state of each, for people. */
  public String describe() {
    return "dispatch %s, effects %s, views %s"
        .formatted(dispatch.state(), effects.state(), views.state());
  }

  /** Queries on the live views. */
  public LiveViews liveViews() {
    return new LiveViews(views);
  }

  /** Stops all and leaves their groups, so that another process takes over at once. */
  @Override
  public void close() {
    CloseOptions leave =
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE_PATIENCE);
    all().parallelStream().forEach(streams -> streams.close(leave));
    roster.close();
  }

  private List<KafkaStreams> all() {
    return List.of(dispatch, effects, views);
  }

  private static KafkaStreams streams(Topology topology, Properties properties) {
    KafkaStreams streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(
        fault -> {
          log.warn("a thread of {} is replaced", properties.get("application.id"), fault);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    return streams;
  }

  private static Properties atLeastOnce(TopologyConfig config, String name) {
    Properties properties = common(config, name);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
    // What the relay publishes is committed in MySQL: should its transaction be aborted, the next
    // one has the same record again, and the task goes out twice, which counts once. So a task need
    // not wait for the end of that transaction.
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    // The end of that transaction leaves a marker in each partition. They alone wake nobody.
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, MORE_THAN_MARKERS);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    // Sent at once when nothing is under way, else together with what comes meanwhile.
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    return properties;
  }

  /** A thread that waits for records for long would let effects wait that are due in between. */
  private static Properties effects(TopologyConfig config) {
    Properties properties = exactlyOnce(config, "effects", POSITIONS_COMMIT);
    properties.put(StreamsConfig.POLL_MS_CONFIG, 2 * config.effectCommit().toMillis());
    return properties;
  }

  /**
   * Views are committed some times a second: to be woken for every transition would only cost, the
   * broker as much as the engine.
   */
  private static Properties views(TopologyConfig config) {
    Properties properties = exactlyOnce(config, "views", config.viewCommit());
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), VIEW_FETCH_BYTES);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        (int) config.viewCommit().toMillis());
    return properties;
  }

  private static Properties exactlyOnce(TopologyConfig config, String name, Duration commit) {
    Properties properties = common(config, name);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // A broker that is still busy with the last commit refuses the next transaction for some
    // milliseconds; by default it would be asked again after a hundred.
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_BACKOFF_MILLIS);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commit.toMillis());
    return properties;
  }

  static Properties common(TopologyConfig config, String name) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.prefix() + "-" + name);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(DeadLetters.PREFIX_CONFIG, config.prefix());
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterUnreadable.class);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterUnprocessable.class);
    properties.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterUnwritable.class);
    properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.instance());
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // The default of 45 s is how long tasks would stand still after an engine was killed.
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topic.MAX_RECORD_BYTES);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Topic.MAX_RECORD_BYTES);
    return properties;
  }
}
