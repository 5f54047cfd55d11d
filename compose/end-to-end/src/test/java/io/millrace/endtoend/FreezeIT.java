package io.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An engine is stopped in the middle of its work for longer than its lease, and wakes up again. */
@Tag("long")
@ExtendWith(SharedMillrace.class)
class FreezeIT {

  private static final int INSTANCES = 150;
  private static final int MORE = 60;

  private static final String OPEN_TRANSACTIONS =
      "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_rows_modified > 0"
          + " AND trx_started < NOW() - INTERVAL 1 SECOND";

  private final long seed = Long.getLong("millrace.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void shouldWriteNothingMoreWhenAnEngineWakesUpAfterItsLease(RunningMillrace millrace) {
    freezeUnderLoad(millrace, () -> true);
  }

  @Test
  void shouldGoOnWithoutItWhenAnEngineFreezesWithinATransaction(RunningMillrace millrace) {
    freezeUnderLoad(millrace, () -> hasOpenTransaction(millrace));
  }

  private void freezeUnderLoad(RunningMillrace millrace, BooleanSupplier goodMoment) {
    List<Batch> batches = new ArrayList<>();
    try (Endings endings = Endings.fromNow(millrace)) {
      Batch first = Batch.start(millrace, INSTANCES, Kind.FIVE, Kind.RETRY, Kind.LONG);
      batches.add(first);
      endings.await(first.ids(), random.nextInt(1, INSTANCES / 2), Waiting.PATIENCE);
      millrace.signal("engine", "STOP");
      while (!goodMoment.getAsBoolean()) {
        millrace.signal("engine", "CONT");
        batches.add(Batch.start(millrace, MORE, Kind.FIVE));
        endings.listen(Duration.ofMillis(random.nextInt(200)));
        millrace.signal("engine", "STOP");
      }
      batches.add(probeWhileFrozen(millrace, endings));
      millrace.signal("engine", "CONT");
      batches.add(Batch.start(millrace, MORE, Kind.FIVE));
      batches.forEach(batch -> endings.await(batch.ids(), Waiting.PATIENCE));
      new Proof(millrace).of(batches.toArray(Batch[]::new));
      Waiting.until(() -> millrace.partitionsOf("engine") > 0);
    } finally {
      millrace.signal("engine", "CONT");
    }
  }

  private Batch probeWhileFrozen(RunningMillrace millrace, Endings endings) {
    long frozen = System.nanoTime();
    Batch probe = Batch.probe(millrace);
    endings.await(probe.ids(), Waiting.PATIENCE);
    RunningMillrace.say(
        "engine frozen, the other one has its work after %.1f s (seed %d)"
            .formatted((System.nanoTime() - frozen) / 1e9, seed));
    assertThat(millrace.partitionsOf("engine")).isZero();
    return probe;
  }

  /** One that has been open for so long that it must be the frozen engine's. */
  private static boolean hasOpenTransaction(RunningMillrace millrace) {
    Awaitility.await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
    return millrace.count(OPEN_TRANSACTIONS) > 0;
  }
}
