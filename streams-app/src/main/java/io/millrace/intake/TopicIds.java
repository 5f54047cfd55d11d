package io.millrace.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks Kafka for the ids of topics: a topic that was deleted and made anew has another one.
 *
 * @param admin asks
 * @param topics full names
 */
public record TopicIds(Admin admin, List<String> topics) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Copies the list. */
  public TopicIds {
    topics = List.copyOf(topics);
  }

  /**
   * The ids of the topics that exist, by name.
   *
   * @throws KafkaException if Kafka does not answer
   */
  public Map<String, String> read() {
    Map<String, String> ids = new HashMap<>();
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(topics).topicNameValues();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
      try {
        TopicDescription topic = answer.getValue().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        ids.put(answer.getKey(), topic.topicId().toString());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new KafkaException("cannot read the id of topic " + answer.getKey(), e);
        }
      } catch (TimeoutException e) {
        throw new KafkaException("Kafka did not answer for the id of " + answer.getKey(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException("interrupted", e);
      }
    }
    return ids;
  }
}
