package io.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final int MOST = 1_000;
  private static final Duration TOOK = Duration.ofMillis(5);

  @Test
  void shouldRestAsLongAsTheBatchTook() {
    assertThat(Pace.rest(2, MOST, TOOK)).isEqualTo(TOOK);
  }

  @Test
  void shouldNotMakeRecordsWaitForLongAfterASlowBatch() {
    assertThat(Pace.rest(499, MOST, Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(12));
  }

  @Test
  void shouldNotRestAfterARecordOnItsOwn() {
    assertThat(Pace.rest(1, MOST, TOOK)).isZero();
  }

  @Test
  void shouldNotRestWhileMuchIsWaiting() {
    assertThat(Pace.rest(500, MOST, TOOK)).isZero();
  }
}
