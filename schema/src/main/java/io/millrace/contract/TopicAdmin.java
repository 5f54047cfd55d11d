package io.millrace.contract;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What {@link TopicSetup} asks of Kafka, with answers per topic and unchecked faults. */
record TopicAdmin(Admin admin) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** How many partitions each topic has; those that do not exist are left out. */
  Map<String, Integer> partitions(Collection<String> names) {
    Map<String, Integer> partitions = new LinkedHashMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, answer) -> {
              try {
                TopicDescription topic = await(answer);
                partitions.put(name, topic.partitions().size());
              } catch (UnknownTopicOrPartitionException e) {
                // Absent from the answer: that is what the caller asks about.
              }
            });
    return partitions;
  }

  /** Creates topics, unless another process just did; tells which were refused and why. */
  Map<String, String> create(List<NewTopic> topics) {
    Map<String, String> refused = new LinkedHashMap<>();
    admin
        .createTopics(topics)
        .values()
        .forEach(
            (name, answer) -> {
              try {
                await(answer);
              } catch (TopicExistsException e) {
                // Somebody else was faster.
              } catch (ApiException e) {
                if (e instanceof RetriableException) {
                  throw e;
                }
                refused.put(name, e.getMessage());
              }
            });
    return refused;
  }

  /** Waits until the broker that answers knows the topics: it hears of them a little later. */
  void awaitPresence(Collection<String> names) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!partitions(names).keySet().containsAll(names)) {
      if (System.nanoTime() > deadline) {
        throw new KafkaException(
            "the topics %s were created but are not there after %s".formatted(names, PATIENCE));
      }
      try {
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
  }

  /** The settings of topics; empty if this process may not see them. */
  Map<String, Map<String, String>> configs(Collection<String> names) {
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    try {
      Map<String, Map<String, String>> configs = new LinkedHashMap<>();
      await(admin.describeConfigs(resources).all())
          .forEach((resource, config) -> configs.put(resource.name(), values(config)));
      return configs;
    } catch (AuthorizationException e) {
      return Map.of();
    }
  }

  private static Map<String, String> values(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    }
  }
}
