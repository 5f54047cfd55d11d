package io.millrace.executor;

import java.util.Set;

/**
 * Does one kind of work for workflows. Found through {@link java.util.ServiceLoader}, so an
 * implementation is public, has a public constructor without parameters and is named in {@code
 * META-INF/services/io.millrace.executor.TaskExecutor}.
 *
 * <p>One object serves all tasks of its name, many at once, each on its own virtual thread:
 * blocking is cheap, shared state must be thread-safe.
 *
 * <p>A task may be delivered more than once, for example when a worker dies before it could report.
 * What must happen once is made so with {@link TaskContext#idempotencyKey()}.
 */
public interface TaskExecutor extends AutoCloseable {

  /**
   * The name by which definitions call it: letters, digits, {@code .}, {@code _} and {@code -}, at
   * most 100 characters.
   */
  String name();

  /**
   * The names of the settings that the worker's configuration may give it, below {@code
   * millrace.executor.<name>.}; any other there is refused at start.
   */
  default Set<String> settings() {
    return Set.of();
  }

  /**
   * Called once before the first task.
   *
   * @throws IllegalArgumentException if a setting is wrong; the message names it and the rule
   */
  default void open(ExecutorEnvironment environment) {}

  /**
   * Does the work. The thread is interrupted when the task is cancelled.
   *
   * @return what came of it
   * @throws TaskFailure to fail with a code and with a say in whether another attempt makes sense
   * @throws Exception anything else fails the task too, as retryable, under a code made of the
   *     exception's class
   */
  TaskOutcome execute(TaskContext context) throws Exception;

  /** Called once after the last task. */
  @Override
  default void close() {}
}
