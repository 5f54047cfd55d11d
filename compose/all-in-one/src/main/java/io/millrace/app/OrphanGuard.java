package io.millrace.app;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this process when its parent is gone, however it went: the parent holds the other end of
 * standard input, and the kernel closes it when the parent dies.
 */
final class OrphanGuard {

  /** Set for children of {@code millrace dev} only; else standard input is the user's. */
  static final String PROPERTY = "millrace.child";

  private OrphanGuard() {}

  /** Starts watching if this process is a child. */
  static void watch() {
    if (Boolean.getBoolean(PROPERTY)) {
      Thread.ofPlatform().daemon().name("orphan-guard").start(OrphanGuard::awaitEndOfParent);
    }
  }

  private static void awaitEndOfParent() {
    try {
      InputStream parent = System.in;
      while (parent.read() >= 0) {
        // Whatever the parent says, only the end of it matters.
      }
    } catch (IOException e) {
      // A broken pipe is an end as well.
    }
    Runtime.getRuntime().halt(0);
  }
}
