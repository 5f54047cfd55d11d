package io.millrace.executor.builtin;

import io.millrace.executor.TaskContext;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskOutcome;

/** {@code noop}: does nothing, whatever its config. */
public final class NoopExecutor implements TaskExecutor {

  /** For the service loader. */
  public NoopExecutor() {}

  @Override
  public String name() {
    return "noop";
  }

  @Override
  public TaskOutcome execute(TaskContext context) {
    return TaskOutcome.completed();
  }
}
