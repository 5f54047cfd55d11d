package io.millrace.topology;

import io.millrace.contract.TaskTopic;
import io.millrace.contract.TopicSetup;
import io.millrace.contract.Topics;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Makes the topics of tasks where they are missing. It remembers which ones it has seen, so only
 * the first task of a topic waits for an answer.
 */
public final class KafkaTaskTopics implements TaskTopics {

  private final TopicSetup setup;
  private final Set<TaskTopic> seen = ConcurrentHashMap.newKeySet();

  /** With a way to set topics up. */
  public KafkaTaskTopics(TopicSetup setup) {
    this.setup = setup;
  }

  /**
   * {@inheritDoc}
   *
   * @throws RetriableException if Kafka does not answer
   * @throws io.millrace.contract.TopicsNotReady if the topic is missing and may not be made; the
   *     message names the command that makes it
   */
  @Override
  public void ensure(TaskTopic topic) {
    if (seen.contains(topic)) {
      return;
    }
    try {
      setup.ensure(List.of(Topics.tasks(topic)));
    } catch (RetriableException | InterruptException e) {
      throw e;
    } catch (org.apache.kafka.common.KafkaException e) {
      throw new TimeoutException("cannot look for the topic " + topic.suffix(), e);
    }
    seen.add(topic);
  }
}
