package io.millrace.app.bench;

import io.millrace.client.ClientFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/**
 * What the topics of a Kafka cluster hold.
 *
 * @param topics by name, Kafka's own among them
 */
record KafkaCounters(Map<String, Volume> topics) {

  /**
   * What a topic holds, or was written to it.
   *
   * @param offsets records, the markers of transactions among them
   * @param bytes of its segments, in all replicas
   */
  record Volume(long offsets, long bytes) {

    static final Volume NONE = new Volume(0, 0);

    Volume plus(Volume other) {
      return new Volume(offsets + other.offsets, bytes + other.bytes);
    }

    Volume minus(Volume other) {
      return new Volume(offsets - other.offsets, bytes - other.bytes);
    }
  }

  static KafkaCounters read(Admin admin) {
    try {
      var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
        topic
            .partitions()
            .forEach(
                partition ->
                    latest.put(
                        new TopicPartition(topic.name(), partition.partition()),
                        OffsetSpec.latest()));
      }
      Map<String, Volume> topics = new TreeMap<>();
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach(
              (at, end) -> topics.merge(at.topic(), new Volume(end.offset(), 0), Volume::plus));
      bytes(admin)
          .forEach((topic, bytes) -> topics.merge(topic, new Volume(0, bytes), Volume::plus));
      return new KafkaCounters(topics);
    } catch (ExecutionException e) {
      throw new ClientFault("Kafka does not tell what its topics hold: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientFault("interrupted while asking Kafka", e);
    }
  }

  private static Map<String, Long> bytes(Admin admin)
      throws ExecutionException, InterruptedException {
    List<Integer> brokers = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
    Map<String, Long> bytes = new HashMap<>();
    for (var directories : admin.describeLogDirs(brokers).allDescriptions().get().values()) {
      for (LogDirDescription directory : directories.values()) {
        directory
            .replicaInfos()
            .forEach((at, replica) -> bytes.merge(at.topic(), replica.size(), Long::sum));
      }
    }
    return bytes;
  }

  /** What was written since then, of the topics to which something was. */
  Map<String, Volume> since(KafkaCounters before) {
    return topics.entrySet().stream()
        .map(
            now ->
                Map.entry(
                    now.getKey(),
                    now.getValue().minus(before.topics.getOrDefault(now.getKey(), Volume.NONE))))
        .filter(written -> written.getValue().offsets() > 0)
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Volume::plus, TreeMap::new));
  }
}
