package io.millrace.engine;

import io.millrace.intake.TopicAdoption;
import io.millrace.intake.TopicIds;
import io.millrace.intake.jdbc.AdoptTopic;
import io.millrace.jdbc.JdbcRunner;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * {@code millrace adopt-topic}: accepts an input topic that was deleted and made anew, or that lost
 * records, as it is now.
 *
 * @param admin asks Kafka
 * @param runner runs the transaction
 * @param clock stamps the change
 */
public record TopicAdopter(Admin admin, JdbcRunner runner, Clock clock) {

  /**
   * Adopts a topic; engines that refused it go on by themselves.
   *
   * @param topic its full name
   * @return what was changed; empty if there was nothing to adopt
   * @throws IllegalArgumentException if there is no such topic
   * @throws AdoptTopic.InUse if an engine reads it
   */
  public List<TopicAdoption> adopt(String topic) {
    String id = new TopicIds(admin, List.of(topic)).read().get(topic);
    if (id == null) {
      throw new IllegalArgumentException("There is no topic " + topic + " to adopt.");
    }
    Map<Integer, AdoptTopic.Range> ranges = ranges(topic);
    return new AdoptTopic(runner, clock)
        .adopt(topic, id, n -> ranges.getOrDefault(n, new AdoptTopic.Range(0, 0)));
  }

  private Map<Integer, AdoptTopic.Range> ranges(String topic) {
    try {
      TopicDescription description =
          Objects.requireNonNull(
              admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
      Map<TopicPartition, OffsetSpec> begins = new HashMap<>();
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      description
          .partitions()
          .forEach(
              partition -> {
                TopicPartition log = new TopicPartition(topic, partition.partition());
                begins.put(log, OffsetSpec.earliest());
                ends.put(log, OffsetSpec.latest());
              });
      var first = admin.listOffsets(begins).all().get();
      var next = admin.listOffsets(ends).all().get();
      Map<Integer, AdoptTopic.Range> ranges = new HashMap<>();
      first.forEach(
          (log, begin) -> {
            long end = Objects.requireNonNull(next.get(log)).offset();
            ranges.put(log.partition(), new AdoptTopic.Range(begin.offset(), end));
          });
      return ranges;
    } catch (ExecutionException e) {
      throw new KafkaException("cannot read the offsets of " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
