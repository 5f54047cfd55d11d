package io.millrace.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.topology.Roster.Worker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RosterTest {

  private final AtomicLong nanos = new AtomicLong(-17);
  private final Roster roster = new Roster(Duration.ofSeconds(15), nanos::get);

  @Test
  void shouldKnowWorkersWithALaneOnly() {
    roster.hear(Beats.worker("w-2").lanes(3, 4).beat());
    roster.hear(Beats.worker("engine-1").on("host-a").beat());
    roster.hear(Beats.worker("w-1").lanes(1).running(2, 8).beat());

    assertThat(roster.workers()).extracting(Worker::id).containsExactly("w-1", "w-2");
    assertThat(roster.workers()).extracting(Worker::lane).containsExactly(1, 3);
    assertThat(roster.workers().getFirst().load()).isEqualTo(0.25);
    assertThat(roster.hostOf("engine-1")).isEqualTo("host-a");
    assertThat(roster.hostOf("engine-2")).isNull();
  }

  @Test
  void shouldNotCountOnThoseThatDrainOrHaveEnded() {
    roster.hear(Beats.worker("w-1").lanes(1).beat());
    roster.hear(Beats.worker("w-2").lanes(2).beat());
    roster.hear(Beats.worker("w-3").lanes(3).beat());

    roster.hear(Beats.worker("w-1").lanes(1).status("maintenance").beat());
    roster.hear(Beats.worker("w-2").status("inactive").beat());
    roster.forget("w-3");

    assertThat(roster.workers()).isEmpty();
  }

  @Test
  void shouldNotCountOnThoseThatAreSilentWhileOthersAreHeard() {
    roster.hear(Beats.worker("w-1").lanes(1).beat());
    for (int second = 0; second <= 15; second += 5) {
      at(second);
      roster.hear(Beats.worker("w-2").lanes(2).beat());
    }
    assertThat(roster.workers()).extracting(Worker::id).containsExactly("w-1", "w-2");

    at(16);
    roster.hear(Beats.worker("w-2").lanes(2).beat());

    assertThat(roster.workers()).extracting(Worker::id).containsExactly("w-2");
  }

  @Test
  void shouldGiveAllTheirTimeAnewWhenNobodyWasHeardForAWhile() {
    roster.hear(Beats.worker("w-1").lanes(1).beat());
    at(100);
    assertThat(roster.workers()).extracting(Worker::id).containsExactly("w-1");

    roster.hear(Beats.worker("engine-1").beat());

    assertThat(roster.workers()).extracting(Worker::id).containsExactly("w-1");
  }

  @Test
  void shouldLeaveALaneToWhoClaimedItLast() {
    roster.hear(Beats.worker("w-1").lanes(1, 2).beat());
    roster.hear(Beats.worker("w-2").lanes(1).beat());

    assertThat(roster.workers()).extracting(Worker::id).containsExactly("w-2");
  }

  private void at(int second) {
    nanos.set(Duration.ofSeconds(second).toNanos() - 17);
  }
}
