package io.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process is asked to stop (SIGTERM) while it works: others go on without waiting for leases. */
@Tag("long")
@ExtendWith(SharedMillrace.class)
class StopIT {

  private static final int INSTANCES = 150;

  private static final String LEASES =
      "SELECT COUNT(*) FROM workflow_locks WHERE owner = ? AND expires_at > UTC_TIMESTAMP(3)";

  @ParameterizedTest
  @ValueSource(strings = {"engine", "relay", "worker"})
  void shouldHandItsWorkOverAtOnceWhenAProcessIsAskedToStop(String part, RunningMillrace millrace) {
    try (Endings endings = Endings.fromNow(millrace)) {
      Batch batch = Batch.start(millrace, INSTANCES, Kind.FIVE, Kind.RETRY, Kind.ONE);
      endings.await(batch.ids(), INSTANCES / 3, Waiting.PATIENCE);

      long asked = System.nanoTime();
      millrace.signal(part, "TERM").onExit().join();
      long held = millrace.count(LEASES, part);
      double stopped = (System.nanoTime() - asked) / 1e9;

      Batch probe = Batch.probe(millrace);
      endings.await(probe.ids(), Waiting.PATIENCE);
      RunningMillrace.say(
          "%s stopped after %.1f s, its work goes on after %.1f s"
              .formatted(part, stopped, (System.nanoTime() - asked) / 1e9));
      endings.await(batch.ids(), Waiting.PATIENCE);
      new Proof(millrace).of(batch, probe);
      assertThat(held).as("leases that %s left behind", part).isZero();
    }
  }
}
