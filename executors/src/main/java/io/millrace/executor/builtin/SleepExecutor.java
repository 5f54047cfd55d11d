package io.millrace.executor.builtin;

import io.millrace.executor.TaskContext;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskOutcome;
import java.time.Duration;
import java.util.Map;

/** {@code sleep}: takes {@code ms} milliseconds and returns {@code {"sleptMs": …}}. */
public final class SleepExecutor implements TaskExecutor {

  private static final long LONGEST_MS = Duration.ofDays(1).toMillis();

  /** For the service loader. */
  public SleepExecutor() {}

  @Override
  public String name() {
    return "sleep";
  }

  @Override
  public TaskOutcome execute(TaskContext context) throws InterruptedException {
    long ms = context.config().only("ms").number("ms", 0, LONGEST_MS);
    Thread.sleep(ms);
    return TaskOutcome.completed(Map.of("sleptMs", ms));
  }
}
