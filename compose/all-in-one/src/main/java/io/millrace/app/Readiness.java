package io.millrace.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever started this process how it is: one line on standard output when it is ready for
 * the first time, and a file whose age says when it was last seen healthy.
 */
final class Readiness {

  private static final Duration BEFORE_READY = Duration.ofMillis(50);
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  private Readiness() {}

  /**
   * Looks again and again, in the background, until the process ends.
   *
   * @param file touched while it is healthy, or null
   * @param healthy whether it works
   */
  static void tell(@Nullable Path file, BooleanSupplier healthy) {
    Thread.ofPlatform().daemon().name("readiness").start(() -> tellForEver(file, healthy));
  }

  private static void tellForEver(@Nullable Path file, BooleanSupplier healthy) {
    boolean ready = false;
    try {
      while (true) {
        if (healthy.getAsBoolean()) {
          if (!ready) {
            System.out.println(Part.READY);
            ready = true;
          }
          touch(file);
        }
        Thread.sleep(ready ? AFTERWARDS : BEFORE_READY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void touch(@Nullable Path file) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, "healthy " + Instant.now() + System.lineSeparator());
    } catch (IOException e) {
      System.err.println("cannot write the health file: " + e);
    }
  }
}
