package io.millrace.worker;

import io.millrace.executor.TaskContext;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskOutcome;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An executor whose tasks wait until the gate is opened. */
final class Gate implements TaskExecutor {

  final AtomicInteger entered = new AtomicInteger();
  final AtomicInteger inside = new AtomicInteger();
  final AtomicInteger most = new AtomicInteger();
  final CountDownLatch opened = new CountDownLatch(1);

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public TaskOutcome execute(TaskContext context) throws InterruptedException {
    entered.incrementAndGet();
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    try {
      opened.await();
    } finally {
      inside.decrementAndGet();
    }
    return TaskOutcome.completed("through");
  }
}
