package io.millrace.endtoend;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** How long tests wait for what must happen, on machines that are busy with other work. */
final class Waiting {

  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private Waiting() {}

  static void until(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(LOOK_AGAIN).until(condition);
  }
}
