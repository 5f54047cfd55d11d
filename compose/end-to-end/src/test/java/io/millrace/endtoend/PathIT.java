package io.millrace.endtoend;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The path from start event to completion event, for many at once. */
@ExtendWith(SharedMillrace.class)
class PathIT {

  private static final int STARTS = 1_000;

  @Test
  void shouldCompleteEachInstanceOnceWhenAThousandStartAtOnce(RunningMillrace millrace) {
    try (Endings endings = Endings.fromNow(millrace)) {
      long begin = System.nanoTime();

      Batch batch = Batch.start(millrace, STARTS, Kind.ONE, Kind.FIVE, Kind.RETRY);
      endings.await(batch.ids(), Duration.ofMinutes(2));

      RunningMillrace.say(
          "%d instances ended after %d ms"
              .formatted(STARTS, (System.nanoTime() - begin) / 1_000_000));
      new Proof(millrace).of(batch);
    }
  }
}
