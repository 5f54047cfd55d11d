package io.millrace.app;

/**
 * Ends the process when a thread dies of an {@link Error}, such as a stack that is too deep or a
 * jar that has gone: without that thread the process would look alive and do nothing. Whoever
 * supervises it starts it again, and nothing is lost, as with any other crash.
 */
final class FatalErrors {

  /** What the process ends with. */
  static final int EXIT_CODE = 70;

  private FatalErrors() {}

  /** Watches all threads from now on; exceptions are left to the threads' own handling. */
  static void endTheProcess() {
    Thread.setDefaultUncaughtExceptionHandler(FatalErrors::judge);
  }

  private static void judge(Thread thread, Throwable fault) {
    try {
      System.err.println("thread " + thread.getName() + " has died");
      fault.printStackTrace();
    } finally {
      if (fault instanceof Error) {
        Runtime.getRuntime().halt(EXIT_CODE);
      }
    }
  }
}
