package io.millrace.engine;

import com.mysql.cj.jdbc.MysqlDataSource;
import com.zaxxer.hikari.HikariDataSource;
import io.millrace.contract.Json;
import io.millrace.contract.TopicSetup;
import io.millrace.contract.Topics;
import io.millrace.contract.TopicsNotReady;
import io.millrace.contract.message.EngineHeartbeat;
import io.millrace.definition.DefinitionLoader;
import io.millrace.domain.Decider;
import io.millrace.domain.Limits;
import io.millrace.engine.jdbc.EngineDirectory;
import io.millrace.intake.DefinedWorkflow;
import io.millrace.intake.InputTopic;
import io.millrace.intake.Intake;
import io.millrace.intake.IntakeMetrics;
import io.millrace.intake.IntakeSettings;
import io.millrace.intake.TopicIds;
import io.millrace.intake.jdbc.JdbcInstanceStore;
import io.millrace.intake.jdbc.JdbcPartitionStore;
import io.millrace.intake.jdbc.JdbcWorkflowCatalog;
import io.millrace.jdbc.ConnectionPool;
import io.millrace.jdbc.JdbcRunner;
import io.millrace.schema.Migrations;
import io.millrace.schema.SchemaException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine at work, from {@link #start} to {@link #close}. MySQL or Kafka going away for a while
 * only makes it wait.
 */
public final class Engine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** The version that engines tell of themselves. */
  public static final String VERSION = "3.0.0";

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration START_PAUSE = Duration.ofSeconds(1);

  private final EngineConfig config;
  private final HikariDataSource pool;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Intake intake;
  private final Heartbeat heartbeat;
  private final Thread heartbeatThread;

  private Engine(EngineConfig config, Clock clock) {
    this.config = config;
    EngineConfig.MySql mysql = config.mysql();
    this.pool =
        ConnectionPool.openFor(
            mysql.url(),
            mysql.user(),
            mysql.password(),
            "engine",
            config.intake().threads() + 2,
            config.intake().lease());
    this.admin = Admin.create(clientConfig("admin"));
    this.producer = new KafkaProducer<>(producerConfig());
    JdbcRunner runner = new JdbcRunner(pool);
    this.intake =
        new Intake(
            intakeSettings(),
            config.hostname(),
            ports(runner, clock),
            admin,
            clock,
            new IntakeMetrics());
    this.heartbeat =
        new Heartbeat(
            config,
            VERSION,
            new EngineDirectory(runner),
            intake,
            new TopicIds(admin, InputTopic.names(config.topics().prefix())),
            this::publish,
            clock);
    this.heartbeatThread = Thread.ofPlatform().name("heartbeat").unstarted(heartbeat);
  }

  /**
   * Brings the schema up to date and starts to take input in.
   *
   * @throws SchemaException if MySQL cannot be brought to what the engine needs
   * @throws TopicsNotReady if topics are missing and cannot be made
   * @throws KafkaException if Kafka does not answer
   */
  public static Engine start(EngineConfig config, Clock clock) {
    LOG.info("{}", config);
    migrate(config.mysql(), clock);
    Engine engine = new Engine(config, clock);
    try {
      engine.ensureTopics(clock);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
    engine.heartbeatThread.start();
    engine.intake.start();
    return engine;
  }

  /** Makes topics as the settings say, for what runs beside the engine; usable until its end. */
  TopicSetup topicSetup() {
    EngineConfig.Topics topics = config.topics();
    return new TopicSetup(
        admin,
        config.bootstrapServers(),
        new TopicSetup.Settings(
            topics.prefix(),
            topics.partitions(),
            (short) topics.replicationFactor(),
            topics.create()));
  }

  /** Takes no more input in and gives back what it owns; may be done more than once. */
  void stopTakingIn() {
    intake.close();
  }

  /** How it is. */
  public EngineHealth health() {
    Map<String, Long> lag = new HashMap<>();
    intake.lag().forEach((log, behind) -> lag.put(log.toString(), behind));
    return new EngineHealth(config.engineId(), intake.trouble(), intake.partitions(), lag);
  }

  /** What it has done so far. */
  public IntakeMetrics metrics() {
    return intake.metrics();
  }

  /** Ends after what is under way, and gives back what it owns. */
  @Override
  public void close() {
    intake.close();
    heartbeat.stop();
    try {
      heartbeatThread.join(START_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(START_PAUSE);
    admin.close(START_PAUSE);
    pool.close();
  }

  private static void migrate(EngineConfig.MySql mysql, Clock clock) {
    patiently(
        clock,
        () -> LOG.info("{}", Migrations.of(dataSource(mysql)).migrate()),
        e -> e instanceof SchemaException s && s.code() == SchemaException.Code.UNREACHABLE);
  }

  private void ensureTopics(Clock clock) {
    patiently(
        clock,
        () -> LOG.info("{}", topicSetup().ensure(Topics.all())),
        KafkaException.class::isInstance);
  }

  /** Servers that start together with the engine may need their time. */
  private static void patiently(Clock clock, Runnable work, Predicate<RuntimeException> mayPass) {
    Instant patience = clock.instant().plus(START_PATIENCE);
    while (true) {
      try {
        work.run();
        return;
      } catch (RuntimeException e) {
        if (!mayPass.test(e) || clock.instant().isAfter(patience)) {
          throw e;
        }
        LOG.info("Waiting: {}", e.getMessage());
        pause(e);
      }
    }
  }

  private static void pause(RuntimeException instead) {
    try {
      Thread.sleep(START_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw instead;
    }
  }

  private static DataSource dataSource(EngineConfig.MySql mysql) {
    MysqlDataSource source = new MysqlDataSource();
    source.setUrl(mysql.url());
    if (mysql.user() != null) {
      source.setUser(mysql.user());
    }
    if (mysql.password() != null) {
      source.setPassword(mysql.password());
    }
    return source;
  }

  private static Intake.Ports ports(JdbcRunner runner, Clock clock) {
    Decider decider = new Decider(Limits.DEFAULTS);
    DefinitionLoader loader = new DefinitionLoader();
    return new Intake.Ports(
        new JdbcPartitionStore(runner, clock),
        new JdbcInstanceStore(runner),
        () ->
            new JdbcWorkflowCatalog(
                runner,
                (id, name, version, json) ->
                    new DefinedWorkflow(
                        id, name, version, loader.load(json).definition(), decider)));
  }

  private IntakeSettings intakeSettings() {
    EngineConfig.Intake settings = config.intake();
    return new IntakeSettings(
        config.topics().prefix(),
        config.engineId(),
        config.bootstrapServers(),
        config.kafka(),
        settings.threads(),
        settings.maxBatch(),
        settings.maxWait(),
        settings.lease(),
        settings.session(),
        settings.cacheBytes(),
        settings.timerHorizon(),
        config.logLevel());
  }

  private void publish(EngineHeartbeat beat) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.ENGINES.name(config.topics().prefix()),
                beat.engineId().getBytes(StandardCharsets.UTF_8),
                Json.bytes(beat)),
            (done, e) -> {
              if (e != null) {
                LOG.debug("A heartbeat was not published", e);
              }
            });
  }

  private Map<String, Object> clientConfig(String client) {
    Map<String, Object> properties = new HashMap<>(config.kafka());
    properties.put("client.id", config.engineId() + "-" + client);
    return properties;
  }

  private Map<String, Object> producerConfig() {
    Map<String, Object> properties = clientConfig("heartbeat");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    // A heartbeat that cannot be sent now is not worth waiting for: the next one follows.
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    return properties;
  }
}
