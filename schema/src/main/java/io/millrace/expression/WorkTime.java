package io.millrace.expression;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The time that the current thread has worked: a busy machine must not fail an expression. */
final class WorkTime {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private WorkTime() {}

  /** Nanoseconds of processor time, or of the clock where a thread has no processor time. */
  static long nanos() {
    boolean measured =
        !Thread.currentThread().isVirtual()
            && THREADS.isCurrentThreadCpuTimeSupported()
            && THREADS.isThreadCpuTimeEnabled();
    return measured ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
