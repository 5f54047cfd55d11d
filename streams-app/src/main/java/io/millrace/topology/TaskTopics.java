package io.millrace.topology;

/** Knows which executors have a topic. */
@FunctionalInterface
public interface TaskTopics {

  /**
   * Makes sure that the topic of an executor is there; called before every task, so it must be
   * quick for an executor that it has seen.
   *
   * @throws RuntimeException if the topic is missing and cannot be made; the task is then retried
   */
  void ensure(String executor);
}
