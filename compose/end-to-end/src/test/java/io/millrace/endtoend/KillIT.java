package io.millrace.endtoend;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every process in turn is killed with SIGKILL while it works, at moments that chance picks; {@code
 * -Dmillrace.seed} picks them again, {@code -Dmillrace.kill.instances} says how many instances
 * there are.
 */
@ExtendWith(SharedMillrace.class)
class KillIT {

  private static final int INSTANCES = Integer.getInteger("millrace.kill.instances", 150);
  private static final int KILLS_IN_A_ROW = 2;

  private static final List<String> WORKERS = List.of("worker", "worker-2");

  private static final List<String> EVERYTHING =
      List.of("kafka", "mysql", "relay", "engine", "engine-2", "worker", "worker-2");

  private final long seed = Long.getLong("millrace.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  @ParameterizedTest
  @ValueSource(strings = {"worker", "mysql", "kafka"})
  void shouldLoseAndDoubleNothingWhenAProcessIsKilled(String part, RunningMillrace millrace) {
    killUnderLoad(millrace, List.of(part), 1);
  }

  @Test
  @Tag("long")
  void shouldLoseAndDoubleNothingWhenAllEnginesAreKilled(RunningMillrace millrace) {
    killUnderLoad(millrace, List.of("engine", "engine-2"), 1);
  }

  @Test
  void shouldLoseAndDoubleNothingWhenEverythingIsKilledAtOnce(RunningMillrace millrace) {
    killUnderLoad(millrace, EVERYTHING, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine", "relay"})
  void shouldLoseAndDoubleNothingWhenAProcessIsKilledAgainAndAgain(
      String part, RunningMillrace millrace) {
    killUnderLoad(millrace, List.of(part), KILLS_IN_A_ROW);
  }

  @Test
  void shouldGiveItsTasksToAnotherWhenAWorkerIsKilledInTheMiddleOfThem(RunningMillrace millrace) {
    try (Endings endings = Endings.fromNow(millrace)) {
      Batch batch = Batch.start(millrace, 20, Kind.LONG);
      Waiting.until(() -> WORKERS.stream().anyMatch(worker -> millrace.runningTasks(worker) > 0));
      String busy =
          WORKERS.stream()
              .filter(worker -> millrace.runningTasks(worker) > 0)
              .findFirst()
              .orElseThrow();

      long killed = System.nanoTime();
      millrace.kill(busy);

      endings.await(batch.ids(), Waiting.PATIENCE);
      RunningMillrace.say(
          "worker killed within its tasks, all are done %.1f s later"
              .formatted(secondsSince(killed)));
      new Proof(millrace).of(batch);
    }
  }

  private void killUnderLoad(RunningMillrace millrace, List<String> victims, int times) {
    try (Endings endings = Endings.fromNow(millrace)) {
      Batch batch = Batch.start(millrace, INSTANCES, Kind.ONE, Kind.FIVE, Kind.RETRY, Kind.FIVE);
      int ended = random.nextInt(1, INSTANCES / 2);
      endings.await(batch.ids(), ended, Waiting.PATIENCE);
      victims.forEach(millrace::kill);
      for (int again = 1; again < times; again++) {
        victims.forEach(millrace::awaitRestart);
        endings.listen(Duration.ofMillis(random.nextInt(8_000)));
        victims.forEach(millrace::kill);
      }
      long killed = System.nanoTime();

      Batch probe = Batch.probe(millrace);
      endings.await(probe.ids(), Waiting.PATIENCE);
      RunningMillrace.say(
          "%s killed %d times after %d of %d, works again after %.1f s (seed %d)"
              .formatted(victims, times, ended, INSTANCES, secondsSince(killed), seed));
      endings.await(batch.ids(), Waiting.PATIENCE);
      new Proof(millrace).of(batch, probe);
    }
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
