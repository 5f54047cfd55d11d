package io.millrace.engine;

import io.millrace.contract.TopicSetup;
import io.millrace.topology.KafkaTaskTopics;
import io.millrace.topology.Topologies;
import io.millrace.topology.TopologyConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A whole engine process: an {@link Engine} and the topologies that its transitions feed. */
public final class EngineNode implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Admin admin;
  private final Engine engine;
  private final Topologies topologies;

  private EngineNode(Admin admin, Engine engine, Topologies topologies) {
    this.admin = admin;
    this.engine = engine;
    this.topologies = topologies;
  }

  /**
   * Sets topics up, brings the schema up to date, starts to work.
   *
   * @param stateDirectory where the stores of the topologies lie; lost ones are restored from Kafka
   * @throws io.millrace.contract.TopicsNotReady if topics are missing and may not be made
   * @throws io.millrace.schema.SchemaException if MySQL cannot be brought to what the engine needs
   */
  public static EngineNode start(EngineConfig config, Path stateDirectory, Clock clock) {
    Admin admin = Admin.create(clientConfig(config));
    try {
      Engine engine = Engine.start(config, clock);
      Topologies topologies =
          new Topologies(
              TopologyConfig.of(bootstrapServers(config), config.topics().prefix(), stateDirectory),
              new KafkaTaskTopics(setup(config, admin)));
      topologies.start();
      return new EngineNode(admin, engine, topologies);
    } catch (RuntimeException e) {
      admin.close(PAUSE);
      throw e;
    }
  }

  /** Whether it works on all that is assigned to it. */
  public boolean ready() {
    EngineHealth health = engine.health();
    return !health.partitions().isEmpty() && health.healthy() && topologies.running();
  }

  /** How it is, for people. */
  public String describe() {
    return engine.health() + "; " + topologies.describe();
  }

  /** The topologies, for queries on their views. */
  public Topologies topologies() {
    return topologies;
  }

  /** Stops in the order in which the work flows. */
  @Override
  public void close() {
    engine.close();
    topologies.close();
    admin.close(PAUSE);
  }

  private static TopicSetup setup(EngineConfig config, Admin admin) {
    EngineConfig.Topics topics = config.topics();
    return new TopicSetup(
        admin,
        bootstrapServers(config),
        new TopicSetup.Settings(
            topics.prefix(),
            topics.partitions(),
            (short) topics.replicationFactor(),
            topics.create()));
  }

  private static Map<String, Object> clientConfig(EngineConfig config) {
    Map<String, Object> properties = new HashMap<>(config.kafka());
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, config.engineId() + "-topics");
    return properties;
  }

  private static String bootstrapServers(EngineConfig config) {
    return config.kafka().getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "");
  }
}
