package io.millrace.app;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Tells whoever started this process that it is ready, by one line on standard output. */
final class ReadyLine {

  private ReadyLine() {}

  /** Prints the line as soon as the condition holds, which is looked at again and again. */
  static void when(BooleanSupplier ready, Duration between) {
    Thread.ofVirtual()
        .name("ready-line")
        .start(
            () -> {
              try {
                while (!ready.getAsBoolean()) {
                  Thread.sleep(between);
                }
                System.out.println(Part.READY);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
