package io.millrace.app;

import java.util.concurrent.CountDownLatch;

/**
 * Keeps a process running until it is told to stop (SIGTERM, Ctrl-C), and then stops what it runs
 * in an orderly way before the JVM ends.
 */
final class UntilStopped {

  private UntilStopped() {}

  /** Returns only after the resource was closed. */
  static void run(AutoCloseable running) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        Thread.ofPlatform()
            .name("stop")
            .unstarted(
                () -> {
                  stop.countDown();
                  try {
                    stopped.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    Runtime.getRuntime().addShutdownHook(hook);
    stop.await();
    try {
      running.close();
    } catch (Exception e) {
      System.err.println("did not stop in an orderly way: " + e);
    } finally {
      stopped.countDown();
    }
  }
}
