package io.millrace.worker;

import io.millrace.contract.Topic;
import io.millrace.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it, before the first task, that Kafka has what a worker needs. */
final class WorkerTopics {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerTopics.class);

  private static final Map<String, String> SOONER =
      Map.of(
          "share.assignment.interval.ms", "0",
          "share.heartbeat.interval.ms", "1000",
          "share.session.timeout.ms", "10000");

  private final WorkerConfig config;
  private final Set<String> executors;

  WorkerTopics(WorkerConfig config, Set<String> executors) {
    this.config = config;
    this.executors = executors;
  }

  /** The topics with this worker's tasks. */
  Set<String> tasks() {
    return executors.stream()
        .map(executor -> Topics.tasks(executor).name(config.prefix()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Tries once.
   *
   * @return what is missing, as a sentence, or null if nothing is
   */
  @Nullable String prepare() throws InterruptedException {
    Map<String, Object> settings =
        config
            .kafka()
            .with(
                Map.of(
                    AdminClientConfig.CLIENT_ID_CONFIG, config.id() + "-setup",
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000));
    Admin admin = null;
    try {
      admin = Admin.create(settings);
      String missing = missingTopics(admin);
      if (missing != null || config.consumer() == ConsumerKind.CLASSIC) {
        return missing;
      }
      if (!hasShareGroups(admin)) {
        return "Kafka at %s has no share groups: switch them on (kafka-features.sh upgrade --feature share.version=1) or set millrace.worker.consumer=classic"
            .formatted(config.kafka().bootstrapServers());
      }
      configureGroup(admin);
      return null;
    } catch (ExecutionException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return "Kafka at %s does not answer as it should: %s"
          .formatted(config.kafka().bootstrapServers(), cause.getMessage());
    } finally {
      if (admin != null) {
        // A call that Kafka has not answered is not worth waiting for.
        admin.close(Duration.ZERO);
      }
    }
  }

  private @Nullable String missingTopics(Admin admin)
      throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics().names().get();
    Set<String> others = new TreeSet<>();
    for (Topic<?, ?> topic : List.of(Topics.RESULTS, Topics.DEAD_LETTERS, Topics.ENGINES)) {
      others.add(topic.name(config.prefix()));
    }
    others.removeAll(existing);
    if (!others.isEmpty()) {
      return "waiting for %s, which the engine creates".formatted(others);
    }
    List<Topic<?, ?>> own = new ArrayList<>();
    executors.forEach(executor -> own.add(Topics.tasks(executor)));
    own.add(Topics.CLAIMS);
    own.add(Topics.LANES);
    own.removeIf(topic -> existing.contains(topic.name(config.prefix())));
    if (own.isEmpty()) {
      return null;
    }
    if (!config.createTopics()) {
      return "waiting for %s: create them, or set millrace.topics.create=true"
          .formatted(own.stream().map(topic -> topic.name(config.prefix())).sorted().toList());
    }
    create(admin, own);
    return null;
  }

  private void create(Admin admin, List<Topic<?, ?>> topics)
      throws ExecutionException, InterruptedException {
    for (Topic<?, ?> topic : topics) {
      int partitions = topic.partitions(Topics.DEFAULT_PARTITIONS);
      NewTopic wanted =
          new NewTopic(topic.name(config.prefix()), Optional.of(partitions), Optional.empty())
              .configs(topic.config());
      try {
        admin.createTopics(List.of(wanted)).all().get();
        LOG.info("created topic {} with {} partitions", wanted.name(), partitions);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static boolean hasShareGroups(Admin admin)
      throws ExecutionException, InterruptedException {
    FinalizedVersionRange version =
        admin.describeFeatures().featureMetadata().get().finalizedFeatures().get("share.version");
    return version != null && version.maxVersionLevel() > 0;
  }

  /**
   * A group starts at the end of a topic unless told otherwise, and would miss what waits there.
   */
  private void configureGroup(Admin admin) throws InterruptedException {
    Map<String, String> needed =
        Map.of(
            "share.auto.offset.reset", "earliest",
            "share.isolation.level", "read_committed",
            "share.delivery.count.limit", Integer.toString(config.deliveryLimit()),
            "share.record.lock.duration.ms", "15000");
    String refused = configureGroup(admin, needed);
    if (refused != null) {
      LOG.warn(
          "cannot configure share group {} ({}); have it set: {}",
          config.group(),
          refused,
          new TreeMap<>(needed));
    }
    // Workers find each other sooner with these, where the broker's limits admit them.
    for (Map.Entry<String, String> wish : SOONER.entrySet()) {
      String why = configureGroup(admin, Map.ofEntries(wish));
      LOG.debug("share group {}: {}: {}", config.group(), wish, why == null ? "set" : why);
    }
  }

  private @Nullable String configureGroup(Admin admin, Map<String, String> settings)
      throws InterruptedException {
    List<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, config.group());
    try {
      admin.incrementalAlterConfigs(Map.of(group, changes)).all().get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }
  }
}
