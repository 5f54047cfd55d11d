package io.millrace.endtoend;

import io.millrace.app.LocalCluster;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workers that read their tasks with a classic consumer group. */
@Tag("long")
class ClassicGroupIT {

  private static final Map<String, String> CLASSIC = Map.of("MILLRACE_WORKER_CONSUMER", "classic");

  @Test
  void shouldLoseAndDoubleNothingWhenAWorkerOfAClassicGroupIsKilledInTheMiddleOfItsTasks() {
    try (RunningMillrace millrace =
            RunningMillrace.start("classic", new LocalCluster.Size(1, 1, 2), CLASSIC);
        Endings endings = Endings.fromNow(millrace)) {
      Batch batch = Batch.start(millrace, 60, Kind.LONG, Kind.FIVE, Kind.RETRY);
      Waiting.until(() -> millrace.runningTasks("worker") + millrace.runningTasks("worker-2") > 0);

      long killed = System.nanoTime();
      millrace.kill("worker");
      millrace.kill("worker-2");

      Batch probe = Batch.probe(millrace);
      endings.await(probe.ids(), Waiting.PATIENCE);
      RunningMillrace.say(
          "workers of a classic group killed, they work again after %.1f s"
              .formatted((System.nanoTime() - killed) / 1e9));
      endings.await(batch.ids(), Waiting.PATIENCE);
      new Proof(millrace).of(batch, probe);
    }
  }
}
