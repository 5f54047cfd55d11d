package io.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimerHeapTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final InstanceId A = new InstanceId(1);
  private static final InstanceId B = new InstanceId(2);

  private final TimerHeap timers = new TimerHeap(T0.plusSeconds(100));

  @Test
  void shouldGiveWhatIsDueEarliestFirstAndEachInstanceOnce() {
    timers.add(T0.plusSeconds(3), A);
    timers.add(T0.plusSeconds(1), B);
    timers.add(T0.plusSeconds(2), B);
    timers.add(T0.plusSeconds(9), A);

    assertThat(timers.takeDue(T0.plusSeconds(3), 10)).containsExactly(B, A);
    assertThat(timers.nextDue()).isEqualTo(T0.plusSeconds(9));
  }

  @Test
  void shouldGiveNoMoreThanAskedFor() {
    timers.add(T0, A);
    timers.add(T0, B);

    assertThat(timers.takeDue(T0, 1)).containsExactly(A);
    assertThat(timers.takeDue(T0, 1)).containsExactly(B);
  }

  @Test
  void shouldLeaveWhatIsBeyondTheHorizonToMySql() {
    timers.add(T0.plusSeconds(100), A);
    timers.add(null, B);

    assertThat(timers.size()).isZero();
    timers.extendTo(T0.plusSeconds(101));
    timers.add(T0.plusSeconds(100), A);
    assertThat(timers.size()).isEqualTo(1);
  }
}
