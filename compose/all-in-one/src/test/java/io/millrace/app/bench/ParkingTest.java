package io.millrace.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParkingTest {

  @Test
  void shouldTellRateAndTimeToGoWhenSomeAreParked() {
    assertThat(Parking.told(250_000, 1_000_000, 500))
        .isEqualTo("P: 250,000 of 1,000,000 parked, 500/s, 1,500 s to go");
  }

  @Test
  void shouldTellTheRateOnlyWhenAllAreParked() {
    assertThat(Parking.told(1_000, 1_000, 10)).isEqualTo("P: 1,000 of 1,000 parked, 100/s");
  }

  @Test
  void shouldTellNoTimeToGoWhenNoneIsParked() {
    assertThat(Parking.told(0, 1_000, 10)).isEqualTo("P: 0 of 1,000 parked, 0/s");
  }

  @Test
  void shouldBePositiveWhenAThroughputHasFallen() {
    assertThat(ParkedRun.slowdown(200, 180)).isEqualTo(10);
    assertThat(ParkedRun.slowdown(200, 210)).isEqualTo(-5);
  }
}
