package io.millrace.executor.builtin;

import io.millrace.executor.TaskContext;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskOutcome;

/** {@code echo}: returns its config. */
public final class EchoExecutor implements TaskExecutor {

  /** For the service loader. */
  public EchoExecutor() {}

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public TaskOutcome execute(TaskContext context) {
    return TaskOutcome.completed(context.config().json());
  }
}
