package io.millrace.worker;

import io.millrace.executor.TaskContext;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskOutcome;

/** An executor made of a function. */
record Handmade(String name, Work work) implements TaskExecutor {

  /** What it does. */
  interface Work {
    TaskOutcome on(TaskContext context) throws Exception;
  }

  @Override
  public TaskOutcome execute(TaskContext context) throws Exception {
    return work.on(context);
  }
}
