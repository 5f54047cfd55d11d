package io.millrace.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Json;
import io.millrace.contract.message.EngineHeartbeat;
import io.millrace.engine.jdbc.EngineDirectory;
import io.millrace.engine.jdbc.EngineDirectory.LostEngine;
import io.millrace.intake.Intake;
import io.millrace.intake.PartitionStatus;
import io.millrace.intake.TopicIds;
import io.millrace.jdbc.DatabaseFault;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives signs of life, and looks after others: whether engines have failed (one engine does that
 * for all), whether the input topics are still the same. Nothing of it is in the way of intake.
 */
final class Heartbeat implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private static final String FAILOVER = "failover";
  private static final List<String> ROLES = List.of("intake", "topologies");

  private final EngineConfig config;
  private final String version;
  private final EngineDirectory directory;
  private final Intake intake;
  private final TopicIds topicIds;
  private final Consumer<EngineHeartbeat> publisher;
  private final Clock clock;
  private final Instant startedAt;
  private final CountDownLatch stop = new CountDownLatch(1);
  private Map<String, String> lastIds = Map.of();

  Heartbeat(
      EngineConfig config,
      String version,
      EngineDirectory directory,
      Intake intake,
      TopicIds topicIds,
      Consumer<EngineHeartbeat> publisher,
      Clock clock) {
    this.config = config;
    this.version = version;
    this.directory = directory;
    this.intake = intake;
    this.topicIds = topicIds;
    this.publisher = publisher;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  @Override
  public void run() {
    try {
      do {
        careful("sign of life", () -> beat("active"));
        careful("look at the topics", this::watchTopics);
        careful("look at other engines", this::watchEngines);
      } while (!stop.await(config.heartbeat().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    careful("last sign of life", () -> beat("inactive"));
  }

  /** Makes it end after a last sign of life. */
  void stop() {
    stop.countDown();
  }

  private void beat(String status) {
    EngineHeartbeat heartbeat =
        new EngineHeartbeat(
            config.engineId(),
            config.hostname(),
            ProcessHandle.current().pid(),
            status,
            ROLES,
            List.of(),
            load(),
            version,
            startedAt,
            clock.instant(),
            List.of(),
            List.of());
    publisher.accept(heartbeat);
    directory.beat(heartbeat);
  }

  private ObjectNode load() {
    Runtime runtime = Runtime.getRuntime();
    double cpu = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    long owned =
        intake.partitions().stream()
            .filter(partition -> partition.state() == PartitionStatus.State.OWNED)
            .count();
    ObjectNode load = Json.mapper().createObjectNode();
    load.put("cpu", cpu < 0 ? 0 : cpu / runtime.availableProcessors());
    load.put("memory", runtime.totalMemory() - runtime.freeMemory());
    load.put("partitions", owned);
    return load;
  }

  private void watchTopics() {
    Map<String, String> ids = topicIds.read();
    if (!lastIds.isEmpty() && !lastIds.equals(ids)) {
      LOG.warn("The input topics are not the same any more: {}, were {}", ids, lastIds);
      intake.reexamineTopics();
    }
    lastIds = ids;
  }

  private void watchEngines() {
    Duration lease = config.heartbeat().multipliedBy(3);
    if (!directory.lead(FAILOVER, config.engineId(), lease)) {
      return;
    }
    for (LostEngine lost : directory.detectFailed(config.deadAfter())) {
      LOG.warn(
          "Engine {} has failed; {} open instances move on", lost.engineId(), lost.workflows());
    }
    directory.completeFailovers();
  }

  private static void careful(String what, Runnable task) {
    try {
      task.run();
    } catch (DatabaseFault | KafkaException e) {
      LOG.warn("No {}: {}", what, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("No {}", what, e);
    }
  }
}
