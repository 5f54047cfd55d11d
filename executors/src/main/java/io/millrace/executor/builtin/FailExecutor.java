package io.millrace.executor.builtin;

import io.millrace.contract.ErrorInfo;
import io.millrace.executor.TaskConfig;
import io.millrace.executor.TaskContext;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskOutcome;

/**
 * {@code fail}: fails the first {@code times} attempts (-1, the default: all of them) with {@code
 * code}, {@code message} and {@code retryable}; after that it returns its config.
 */
public final class FailExecutor implements TaskExecutor {

  private static final long ALWAYS = -1;

  /** For the service loader. */
  public FailExecutor() {}

  @Override
  public String name() {
    return "fail";
  }

  @Override
  public TaskOutcome execute(TaskContext context) {
    TaskConfig config = context.config();
    long times = config.optionalNumber("times", ALWAYS, Integer.MAX_VALUE).orElse(ALWAYS);
    if (times != ALWAYS && context.attempt() > times) {
      return TaskOutcome.completed(config.json());
    }
    return new TaskOutcome.Failed(
        new ErrorInfo(
            config.optionalText("code").orElse("failed-on-purpose"),
            config.optionalText("message").orElse("Attempt " + context.attempt() + " failed."),
            config.flag("retryable", true),
            null));
  }
}
