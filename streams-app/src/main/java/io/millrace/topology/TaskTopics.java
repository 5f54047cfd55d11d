package io.millrace.topology;

import io.millrace.contract.TaskTopic;

/** Knows which topics for tasks there are. */
@FunctionalInterface
public interface TaskTopics {

  /**
   * Makes sure that a topic is there; called before every task, so it must be quick for one that it
   * has seen.
   *
   * @throws RuntimeException if the topic is missing and cannot be made; the task is then retried
   */
  void ensure(TaskTopic topic);
}
