package io.millrace.engine;

import io.millrace.topology.KafkaTaskTopics;
import io.millrace.topology.Topologies;
import io.millrace.topology.TopologyConfig;
import java.nio.file.Path;
import java.time.Clock;

/** A whole engine process: an {@link Engine} and the topologies that its transitions feed. */
public final class EngineNode implements AutoCloseable {

  private final Engine engine;
  private final Topologies topologies;

  private EngineNode(Engine engine, Topologies topologies) {
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
    Engine engine = Engine.start(config, clock);
    try {
      Topologies topologies =
          new Topologies(
              TopologyConfig.of(
                  config.bootstrapServers(),
                  config.engineId(),
                  config.topics().prefix(),
                  stateDirectory,
                  config.deadAfter()),
              new KafkaTaskTopics(engine.topicSetup()));
      topologies.start();
      return new EngineNode(engine, topologies);
    } catch (RuntimeException e) {
      engine.close();
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

  /** Stops taking in first, then what that feeds, then what both need. */
  @Override
  public void close() {
    engine.stopTakingIn();
    topologies.close();
    engine.close();
  }
}
