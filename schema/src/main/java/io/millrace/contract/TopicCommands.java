package io.millrace.contract;

import static java.util.stream.Collectors.joining;

import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;

/** The commands of Kafka's own tools that do what Millrace was not allowed to do. */
record TopicCommands(String bootstrapServers, short replicationFactor) {

  /** Each on a line of its own, below the sentence that they follow. */
  static final Collector<CharSequence, ?, String> LINES =
      Collectors.collectingAndThen(joining("\n  "), lines -> "\n  " + lines);

  String create(NewTopic topic) {
    String configs =
        topic.configs().entrySet().stream()
            .map(config -> " --config " + config.getKey() + "=" + config.getValue())
            .collect(joining());
    return "kafka-topics.sh --bootstrap-server %s --create --topic %s --partitions %d"
            .formatted(bootstrapServers, topic.name(), topic.numPartitions())
        + (replicationFactor == TopicSetup.Settings.BROKER_DEFAULT
            ? ""
            : " --replication-factor " + replicationFactor)
        + configs;
  }

  String addPartitions(String topic, int partitions) {
    return "kafka-topics.sh --bootstrap-server %s --alter --topic %s --partitions %d"
        .formatted(bootstrapServers, topic, partitions);
  }

  String repair(TopicSetup.Difference difference) {
    return "kafka-configs.sh --bootstrap-server %s --alter --topic %s --add-config %s=%s"
        .formatted(bootstrapServers, difference.topic(), difference.key(), difference.usual());
  }
}
